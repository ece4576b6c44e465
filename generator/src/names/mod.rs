//! Names: words from any text, casing, keywords, and scopes that hold each name once.

pub(crate) mod alternatives;
mod keywords;
pub(crate) mod kinds;
pub(crate) mod media_types;
pub(crate) mod operation_ids;
mod origin;
mod scope;
mod sources;
mod tags;
pub(crate) mod versions;
pub(crate) mod words;

use self::words::words;

pub(crate) use self::keywords::{PRELUDE, can_be_raw, identifier, is_keyword};
pub(crate) use self::origin::NameOrigin;
pub(crate) use self::scope::{Scope, keep_order};
pub use self::sources::{NameSource, NameSources};
pub(crate) use self::tags::{UNTAGGED, tag_words};
pub(crate) use self::versions::segment_version;

/// A name longer than this, in bytes, loses words at its end: file systems stop at 255 bytes.
const LONGEST: usize = 100;

/// A name as its words, in lower case and without what an identifier can't hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Words(Vec<String>);

impl Words {
    /// Splits `text` where case changes and at everything that is neither a letter nor a digit.
    pub(crate) fn of(text: &str) -> Self {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b' ' | b'-'));
        if is_plain && !has_acronym(text) {
            return Self(words(text));
        }
        Self(words(&acronyms(&identifier_characters(text))))
    }

    /// Splits `text` with its symbols spelt out, such as `plus 1` for `+1`.
    ///
    /// Within the text only a symbol that separates no words is spelt; at its ends each is.
    pub(crate) fn with_symbols(text: &str) -> Self {
        let characters: Vec<char> = text.chars().collect();
        let first = characters.iter().position(|character| character.is_alphanumeric()).unwrap_or(characters.len());
        let last = characters.iter().rposition(|character| character.is_alphanumeric()).unwrap_or(0);
        let mut spelt = String::new();
        let mut index = 0;
        while let Some(&character) = characters.get(index) {
            let pair = [Some(character), characters.get(index + 1).copied()];
            let separator = index > first && index < last && matches!(character, '-' | '_' | ' ' | '.' | '/' | ':');
            if let Some(name) = pair_name(pair) {
                spelt.extend([" ", name, " "]);
                index += 1;
            } else if let (Some(name), false) = (symbol_name(character), separator) {
                spelt.extend([" ", name, " "]);
            } else {
                spelt.push(character);
            }
            index += 1;
        }
        Self::of(&spelt)
    }

    /// The words as they are given.
    pub(crate) fn from_list(words: &[&str]) -> Self {
        Self(words.iter().map(|word| (*word).to_owned()).collect())
    }

    /// Whether there is no word.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words.
    pub(crate) fn list(&self) -> &[String] {
        &self.0
    }

    /// These words and then those of `other`.
    pub(crate) fn join(&self, other: &Self) -> Self {
        Self(self.0.iter().chain(&other.0).cloned().collect())
    }

    /// The same with `number` behind the last word, without a boundary.
    pub(crate) fn numbered(mut self, number: &str) -> Self {
        if let Some(last) = self.0.last_mut() {
            last.push_str(number);
        }
        self
    }

    /// These words, then `word`.
    pub(crate) fn with(&self, word: &str) -> Self {
        self.join(&Self(vec![word.to_owned()]))
    }

    /// These words without the first `start` and the last `end`.
    pub(crate) fn without(&self, start: usize, end: usize) -> Self {
        Self(self.0.iter().take(self.0.len().saturating_sub(end)).skip(start).cloned().collect())
    }

    /// The last word as one of many, without its plural ending: `messages` and `messages list` make `message`.
    pub(crate) fn singular(&self) -> Self {
        let mut words = self.0.clone();
        words::drop_list(&mut words);
        let singular = words.last().and_then(|word| {
            if let Some(singular) = words::irregular(word) {
                return Some(singular.to_owned());
            }
            if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
                return Some(format!("{stem}y"));
            }
            let plural = ["sses", "shes", "ches", "xes"].iter().any(|end| word.ends_with(end));
            if plural {
                return word.strip_suffix("es").map(str::to_owned);
            }
            let keeps = ["ss", "us", "is"].iter().any(|end| word.ends_with(end));
            word.strip_suffix('s').filter(|stem| !keeps && stem.len() > 1).map(str::to_owned)
        });
        match singular {
            Some(singular) => {
                words.pop();
                words.push(singular);
                Self(words)
            }
            None => self.with("item"),
        }
    }

    /// `UpperCamelCase`, as long as a name may be, without regard to keywords.
    pub(crate) fn upper_camel(&self) -> String {
        let mut name = String::new();
        for word in &self.0 {
            if name.len() + word.len() > LONGEST && !name.is_empty() {
                break;
            }
            // Nothing else would keep `1 0` apart from `10`.
            if name.ends_with(|last: char| last.is_numeric()) && word.starts_with(|first: char| first.is_numeric()) {
                name.push('_');
            }
            let mut characters = word.chars();
            if let Some(first) = characters.next() {
                name.extend(first.to_uppercase());
                name.push_str(characters.as_str());
            }
        }
        let name = shorten(&name, LONGEST);
        if name.starts_with(unicode_ident::is_xid_start) || name.is_empty() { name } else { format!("N{name}") }
    }

    /// `snake_case`, as long as a name may be, without regard to keywords.
    pub(crate) fn snake(&self) -> String {
        let mut name = String::new();
        for word in &self.0 {
            if name.len() + word.len() > LONGEST && !name.is_empty() {
                break;
            }
            if !name.is_empty() {
                name.push('_');
            }
            name.push_str(word);
        }
        let name = shorten(&name, LONGEST);
        if name.starts_with(unicode_ident::is_xid_start) || name.is_empty() { name } else { format!("n{name}") }
    }

    /// `snake_case` of ASCII characters alone: Rust finds no file for a module of another name.
    pub(crate) fn ascii_snake(&self) -> String {
        if self.0.iter().all(|word| word.is_ascii()) {
            return self.snake();
        }
        let words = self.0.iter().map(|word| {
            let mut ascii = String::new();
            for character in word.chars() {
                match character {
                    character if character.is_ascii() => ascii.push(character),
                    character => match unaccented(character) {
                        Some(plain) => ascii.push_str(plain),
                        None => ascii.extend(["u", format!("{:x}", u32::from(character)).as_str()]),
                    },
                }
            }
            ascii
        });
        Self(words.collect()).snake()
    }
}

/// Keeps what an identifier can hold; everything else separates words.
fn identifier_characters(text: &str) -> String {
    // Combining accents go, so that the composed and the decomposed form of a letter can't make two names that
    // the compiler, which composes them, takes for one.
    let kept = text.chars().filter(|character| !matches!(character, '\'' | '’' | '\u{300}'..='\u{36f}'));
    kept.map(|character| if unicode_ident::is_xid_continue(character) { character } else { ' ' }).collect()
}

/// Whether [`acronyms`] may change an ASCII text.
fn has_acronym(text: &str) -> bool {
    let mut capitals = 0;
    text.bytes().any(|byte| {
        let ends = byte == b's' && capitals > 1;
        capitals = if byte.is_ascii_uppercase() { capitals + 1 } else { 0 };
        ends
    }) || text.contains("OAuth")
}

/// Rewrites `IDs` to `Ids` and `OAuth` to `Oauth`, which case alone would split in the middle.
fn acronyms(text: &str) -> String {
    let text = text.replace("OAuth", "Oauth");
    let mut characters: Vec<char> = text.chars().collect();
    let plural_ends: Vec<usize> = (2..characters.len())
        .filter(|&index| {
            let at = |index: usize| characters.get(index).copied().unwrap_or(' ');
            at(index) == 's'
                && at(index - 1).is_uppercase()
                && at(index - 2).is_uppercase()
                && !at(index + 1).is_lowercase()
        })
        .collect();
    for end in plural_ends {
        let start = characters.iter().take(end).rposition(|character| !character.is_uppercase()).map_or(0, |at| at + 1);
        for character in characters.iter_mut().take(end).skip(start + 1) {
            *character = character.to_lowercase().next().unwrap_or(*character);
        }
    }
    characters.into_iter().collect()
}

/// Cuts a name to `most` bytes, wherever that is.
fn shorten(name: &str, most: usize) -> String {
    if name.len() <= most {
        return name.to_owned();
    }
    let end = (0..=most).rev().find(|end| name.is_char_boundary(*end)).unwrap_or_default();
    let start = name.get(..end).unwrap_or_default();
    start.trim_end_matches('_').to_owned()
}

fn pair_name(pair: [Option<char>; 2]) -> Option<&'static str> {
    Some(match pair {
        [Some('>'), Some('=')] => "greater than or equal",
        [Some('<'), Some('=')] => "less than or equal",
        [Some('!'), Some('=')] | [Some('<'), Some('>')] => "not equal",
        [Some('='), Some('=')] => "equal",
        [Some('&'), Some('&')] => "and",
        [Some('|'), Some('|')] => "or",
        _ => return None,
    })
}

fn symbol_name(symbol: char) -> Option<&'static str> {
    Some(match symbol {
        '+' => "plus",
        '-' => "minus",
        '>' => "greater than",
        '<' => "less than",
        '=' => "equal",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '%' => "percent",
        '&' => "and",
        '|' => "pipe",
        '!' => "not",
        '?' => "question mark",
        '@' => "at",
        '#' => "hash",
        '$' => "dollar",
        '€' => "euro",
        '£' => "pound",
        '^' => "caret",
        '~' => "tilde",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '_' => "underscore",
        '"' => "quote",
        '\'' => "apostrophe",
        '`' => "backtick",
        '(' => "left parenthesis",
        ')' => "right parenthesis",
        '[' => "left bracket",
        ']' => "right bracket",
        '{' => "left brace",
        '}' => "right brace",
        ' ' => "space",
        '\n' => "newline",
        '\t' => "tab",
        _ => return None,
    })
}

/// The plain letters of the commonest accented ones.
fn unaccented(character: char) -> Option<&'static str> {
    Some(match character {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ş' => "s",
        'ß' => "ss",
        'ť' | 'ţ' => "t",
        'þ' => "th",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(text: &str) -> String {
        let words = Words::of(text);
        format!("{text:?} {} {} {}", words.upper_camel(), words.snake(), words.ascii_snake())
    }

    #[test]
    fn words_of_any_text_make_identifiers() {
        let names = [
            "RoleMiningSessionDTO",
            "Role Mining Session Scope",
            "identityIDs",
            "OAuth Clients",
            "user's name",
            "URLs",
            "3d_secure",
            "名前",
            "größe",
            "cafe\u{301}",
            "Привет мир",
            "²",
            "🎉",
            "",
            "a.b-c/d",
            "v1.0",
            "v10",
            "XMLHttp",
        ];
        insta::assert_snapshot!(names.map(both).join("\n"), @r#"
        "RoleMiningSessionDTO" RoleMiningSessionDto role_mining_session_dto role_mining_session_dto
        "Role Mining Session Scope" RoleMiningSessionScope role_mining_session_scope role_mining_session_scope
        "identityIDs" IdentityIds identity_ids identity_ids
        "OAuth Clients" OauthClients oauth_clients oauth_clients
        "user's name" UsersName users_name users_name
        "URLs" Urls urls urls
        "3d_secure" N3dSecure n3d_secure n3d_secure
        "名前" 名前 名前 u540du524d
        "größe" Größe größe grosse
        "cafe\u{301}" Cafe cafe cafe
        "Привет мир" ПриветМир привет_мир u43fu440u438u432u435u442_u43cu438u440
        "²"   
        "🎉"   
        ""   
        "a.b-c/d" ABCD a_b_c_d a_b_c_d
        "v1.0" V1_0 v1_0 v1_0
        "v10" V10 v10 v10
        "XMLHttp" XmlHttp xml_http xml_http
        "#);
    }

    #[test]
    fn symbols_are_spelt_at_the_ends_and_where_they_stand_alone() {
        let texts = ["+1", "-1", ">=", "A+", "-created_at", "a-b", "*", "@type", "a+b", "!=", "1.5", "%"];
        let names: Vec<String> =
            texts.iter().map(|text| format!("{text} {}", Words::with_symbols(text).upper_camel())).collect();
        insta::assert_snapshot!(names.join("\n"), @r#"
        +1 Plus1
        -1 Minus1
        >= GreaterThanOrEqual
        A+ APlus
        -created_at MinusCreatedAt
        a-b AB
        * Star
        @type AtType
        a+b APlusB
        != NotEqual
        1.5 N1_5
        % Percent
        "#);
    }

    #[test]
    fn singular_names_one_of_many() {
        let lists = ["prices_list", "criteria_list", "children", "blocked_list"];
        let lists = lists.map(|name| Words::of(name).singular().snake());
        assert_eq!(lists, ["price", "criterion", "child", "blocked_list_item"]);
        let names = ["messages", "entries", "addresses", "status", "boxes", "list", "data", "s"];
        let singular = names.map(|name| Words::of(name).singular().snake());
        assert_eq!(singular, ["message", "entry", "address", "status_item", "box", "list_item", "data_item", "s_item"]);
    }

    #[test]
    fn long_names_are_cut_between_words() {
        let text = "word ".repeat(100);
        assert!(Words::of(&text).upper_camel().len() <= LONGEST);
        assert!(Words::of(&text).snake().ends_with("word"));
        assert!(Words::of(&"é".repeat(400)).snake().len() <= LONGEST);
    }
}
