//! Expressions of examples, laid out as rustfmt does it: on one line where they fit, else with each part on its own.

/// The widest line of an example.
pub(in crate::emit) const WIDTH: usize = 90;

/// How far a part is indented.
const INDENT: usize = 4;

/// From this number of lines on, a call need not start on its own line.
const MANY_LINES: usize = 5;

/// An expression, or a statement around one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::emit) enum Expression {
    /// What has no parts.
    Text(String),
    /// What breaks where the expression in it does.
    Around { before: String, inner: Box<Expression>, after: String },
    /// A list between two brackets.
    List { open: String, items: Vec<Expression>, close: String, is_spaced: bool },
    /// Calls, each on the result of the one before.
    Chain { head: Box<Expression>, calls: Vec<Expression> },
}

impl Expression {
    /// What has no parts.
    pub(in crate::emit) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A call, or anything else with brackets: `open` ends with the first of them, `close` begins with the second.
    pub(in crate::emit) fn list(open: impl Into<String>, items: Vec<Self>, close: &str) -> Self {
        Self::List { open: open.into(), items, close: close.to_owned(), is_spaced: false }
    }

    /// This expression between two texts.
    pub(in crate::emit) fn within(self, before: &str, after: &str) -> Self {
        match self {
            Self::Text(text) => Self::Text(format!("{before}{text}{after}")),
            inner => Self::Around { before: before.to_owned(), inner: Box::new(inner), after: after.to_owned() },
        }
    }

    /// Calls on this expression.
    pub(in crate::emit) fn chain(self, calls: Vec<Self>) -> Self {
        if calls.is_empty() { self } else { Self::Chain { head: Box::new(self), calls } }
    }

    /// How wide it is on one line.
    pub(in crate::emit) fn width(&self) -> usize {
        width(&self.flat())
    }

    /// The lines that it takes.
    pub(in crate::emit) fn lines(&self) -> Vec<String> {
        let mut text = String::new();
        self.print(&mut text, 0, 0);
        text.lines().map(str::to_owned).collect()
    }

    fn flat(&self) -> String {
        let joined = |items: &[Self], separator| items.iter().map(Self::flat).collect::<Vec<_>>().join(separator);
        match self {
            Self::Text(text) => text.clone(),
            Self::Around { before, inner, after } => format!("{before}{}{after}", inner.flat()),
            Self::List { open, items, close, is_spaced } => {
                let space = if *is_spaced && !items.is_empty() { " " } else { "" };
                format!("{open}{space}{}{space}{close}", joined(items, ", "))
            }
            Self::Chain { head, calls } => head.flat() + &joined(calls, ""),
        }
    }

    /// Prints the expression at `indent`, with `after` more characters on its last line.
    fn print(&self, out: &mut String, indent: usize, after: usize) {
        let flat = self.flat();
        let column = width(out.rsplit('\n').next().unwrap_or_default());
        if column + width(&flat) + after <= WIDTH {
            out.push_str(&flat);
            return;
        }
        match self {
            Self::Text(text) => out.push_str(text),
            Self::Around { before, inner, after: behind } => {
                out.push_str(before);
                inner.print(out, indent, after + width(behind));
                out.push_str(behind);
            }
            Self::List { open, items, close, is_spaced } => {
                out.push_str(open);
                match items.as_slice() {
                    [] => {}
                    [only] if only.has_brackets() && !is_spaced && column + width(open) + only.start() <= WIDTH => {
                        only.print(out, indent, after + width(close));
                    }
                    items => {
                        for item in items {
                            new_line(out, indent + INDENT);
                            item.print(out, indent + INDENT, 1);
                            out.push(',');
                        }
                        new_line(out, indent);
                    }
                }
                out.push_str(close);
            }
            Self::Chain { head, calls } => {
                if let Some(text) = overflowing(head, calls, column, indent, after) {
                    out.push_str(&text);
                    return;
                }
                let start = out.len();
                head.print(out, indent, 0);
                let is_broken = out.get(start..).is_some_and(|head| head.contains('\n'));
                let indent = if is_broken { indent } else { indent + INDENT };
                for (at, call) in calls.iter().enumerate() {
                    new_line(out, indent);
                    call.print(out, indent, if at + 1 == calls.len() { after } else { 0 });
                }
            }
        }
    }

    /// How wide the line is that it begins on where it breaks.
    fn start(&self) -> usize {
        match self {
            Self::List { open, .. } => width(open),
            Self::Around { before, inner, .. } => width(before) + inner.start(),
            Self::Text(_) | Self::Chain { .. } => self.width(),
        }
    }

    /// Whether it is held by the line that it begins on, as the only argument of a call is.
    fn has_brackets(&self) -> bool {
        match self {
            Self::List { .. } => true,
            Self::Around { inner, .. } => inner.has_brackets(),
            Self::Text(_) | Self::Chain { .. } => false,
        }
    }
}

/// A single call that breaks behind what it is called on, where that takes no more lines, or many anyway.
fn overflowing(head: &Expression, calls: &[Expression], column: usize, indent: usize, after: usize) -> Option<String> {
    let [call] = calls else { return None };
    let head = head.flat();
    let mut text = " ".repeat(column) + &head;
    call.print(&mut text, indent, after);
    let text = text.split_off(column);
    let mut below = " ".repeat(indent + INDENT);
    call.print(&mut below, indent + INDENT, after);
    let (lines, first) = (text.lines().count(), text.lines().next().map_or(0, width));
    let is_better = lines >= MANY_LINES || lines <= below.lines().count();
    (call.has_brackets() && column + first <= WIDTH && is_better).then_some(text)
}

fn new_line(out: &mut String, indent: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
}

fn width(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::Expression;

    fn call(name: &str, arguments: Vec<Expression>) -> Expression {
        Expression::list(format!("{name}("), arguments, ")")
    }

    fn word(character: char, width: usize) -> Expression {
        Expression::text(String::from(character).repeat(width))
    }

    #[test]
    fn what_does_not_fit_breaks_as_rustfmt_breaks_it() {
        let pair = || call(".pair", vec![word('a', 40), word('b', 44)]);
        let statements = [
            word('a', 81).within("let b = ", ";"),
            call("a", vec![word('b', 80)]).within("let c = ", ";"),
            call("a", vec![call("b", vec![word('c', 40), word('d', 50)])]).within("&", ";"),
            call("a", vec![call("b", vec![]).chain(vec![pair()])]),
            Expression::text("a").chain(vec![pair(), call(".last", vec![])]).within("", ";"),
            call("a", vec![word('b', 50), word('c', 50)]).chain(vec![call(".d", vec![]), call(".e", vec![])]),
            call("a", vec![Expression::list("b".repeat(90), vec![word('c', 1)], "]")]),
        ];
        let lines: Vec<String> = statements.iter().flat_map(Expression::lines).collect();
        insta::assert_snapshot!(lines.join("\n"), @r"
        let b = aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa;
        let c = a(
            bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,
        );
        &a(b(
            cccccccccccccccccccccccccccccccccccccccc,
            dddddddddddddddddddddddddddddddddddddddddddddddddd,
        ));
        a(
            b().pair(
                aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,
                bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,
            ),
        )
        a
            .pair(
                aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,
                bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,
            )
            .last();
        a(
            bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,
            cccccccccccccccccccccccccccccccccccccccccccccccccc,
        )
        .d()
        .e()
        a(
            bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
                c,
            ],
        )
        ");
    }
}
