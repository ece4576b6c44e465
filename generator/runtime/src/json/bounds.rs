//! Bounds for JSON before it is decoded: a server could send enough to use all memory.

/// How deep arrays and objects may be nested. The decoder has the same limit.
const MAX_DEPTH: usize = 128;

/// How much JSON is decoded by default: 32 MiB.
pub(crate) const MAX_SIZE: usize = 32 << 20;

/// Says which bound `json` exceeds.
pub(crate) fn check(json: &[u8], max_size: usize) -> Result<(), String> {
    if json.len() > max_size {
        return Err(format!("it is larger than {max_size} bytes, the limit for JSON"));
    }
    let (mut depth, mut is_text, mut is_escaped) = (0_usize, false, false);
    for byte in json {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            _ if is_text => {}
            b'[' | b'{' if depth == MAX_DEPTH => {
                return Err(format!("it is nested deeper than {MAX_DEPTH} levels"));
            }
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}
