//! What the text of a string is: one table with every fact about each format.
//!
//! Whoever adds a format adds an entry here, and the type of the runtime that `rust` names. Lowering, decisions of
//! `sdk.yaml`, naming, Rust types, examples and expressions all read this table.

/// What is known of a format.
#[derive(Debug)]
pub struct FormatFacts {
    /// Values of the keyword `format` that mean it.
    pub keywords: &'static [&'static str],
    /// Whether such a `format` alone, without `type`, says that the value is a string.
    pub implies_string: bool,
    /// Whether `sdk.yaml` may choose it under `formats`, by the first of its keywords or the name `plain`.
    pub selectable: bool,
    /// Whether a number is accepted where text of this format is expected.
    pub accepts_numbers: bool,
    /// Whether an argument of its type takes any text literal, so that the compiler cannot notice two that are swapped.
    pub takes_any_text: bool,
    /// The Rust type: a type of the standard prelude, or module and name of one of the runtime's.
    pub rust: &'static str,
    /// The words for it in names, such as of union variants.
    pub words: &'static str,
    /// Whether it can say where a page of a list begins. A time is a filter, whatever it is called, and a file is nowhere.
    pub marks_position: bool,
    /// Whether its words distinguish a variant from one of other text; otherwise both are called `text`.
    pub distinct: bool,
    /// An example as it is in JSON; none if the name of the property makes the example.
    pub example: Option<&'static str>,
    /// The default `contentType` of a part of a multipart body, OpenAPI 3.1 section 4.8.15.
    pub part_media_type: &'static str,
    /// The variant that holds such text in an enum of listed values beside it; none where it cannot be distinguished from them.
    pub beside_values: Option<&'static str>,
    /// A Rust expression for the value of `example`, after the path of the crate; none for `Type::from("…")`.
    pub expression: Option<&'static str>,
}

impl FormatFacts {
    /// Text in which there is nothing special: what an entry leaves out.
    const TEXT: Self = Self {
        keywords: &[],
        implies_string: true,
        selectable: true,
        accepts_numbers: false,
        takes_any_text: true,
        rust: "String",
        words: "string",
        marks_position: true,
        distinct: false,
        example: None,
        part_media_type: "text/plain",
        beside_values: None,
        expression: None,
    };
}

macro_rules! formats {
    ($($(#[$docs:meta])* $name:ident { $($fact:ident: $value:expr),* $(,)? })*) => {
        /// What the text of a string is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Format {
            $($(#[$docs])* $name,)*
        }

        impl Format {
            /// All formats.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// What is known of it.
            pub fn facts(self) -> &'static FormatFacts {
                match self {
                    $(Self::$name => const { &FormatFacts { $($fact: $value,)* ..FormatFacts::TEXT } },)*
                }
            }
        }
    };
}

formats! {
    /// Nothing said, or a format without a type of its own.
    Plain {
        keywords: &["time", "duration", "uuid", "email", "uri", "hostname"],
    }
    /// RFC 3339 date and time.
    DateTime {
        marks_position: false,
        takes_any_text: false,
        keywords: &["date-time"],
        rust: "values::Timestamp",
        words: "date time",
        distinct: true,
        example: Some("2026-01-31T09:30:00Z"),
        beside_values: Some("At"),
        expression: Some("Timestamp::from_unix(1_769_851_800, 0)"),
    }
    /// RFC 3339 full date.
    Date {
        marks_position: false,
        takes_any_text: false,
        keywords: &["date"],
        rust: "values::Date",
        words: "date",
        distinct: true,
        example: Some("2026-01-31"),
        beside_values: Some("On"),
        expression: Some(r#"Date::new(2026, 1, 31).expect("a day of the calendar")"#),
    }
    /// A number written as text, exact.
    Decimal {
        keywords: &["decimal"],
        implies_string: false,
        accepts_numbers: true,
        rust: "values::DecimalString",
        words: "decimal",
        example: Some("12.50"),
    }
    /// Base64 text of bytes (`byte`, or `contentEncoding: base64`).
    Byte {
        takes_any_text: false,
        keywords: &["byte", "base64"],
        rust: "values::Base64",
        words: "base64",
        example: Some("aGVsbG8="),
        part_media_type: "application/octet-stream",
        expression: Some(r#"Base64::from(b"hello")"#),
    }
    /// Raw bytes of a body or a part.
    Binary {
        marks_position: false,
        takes_any_text: false,
        keywords: &["binary"],
        selectable: false,
        rust: "bytes::Bytes",
        words: "bytes",
        example: Some("hello"),
        part_media_type: "application/octet-stream",
        expression: Some(r#"Bytes::from_static(b"hello")"#),
    }
    /// A file in a multipart body, with name and media type.
    File {
        marks_position: false,
        takes_any_text: false,
        selectable: false,
        rust: "values::File",
        words: "file",
        distinct: true,
        example: Some("hello"),
        part_media_type: "application/octet-stream",
    }
    /// A file or a text in a multipart body.
    FileOrText {
        marks_position: false,
        takes_any_text: false,
        selectable: false,
        rust: "values::FileOrText",
        words: "file or text",
        distinct: true,
        example: Some("hello"),
    }
    /// Text that must not be shown, such as a token. A decision of `sdk.yaml` (`secrets`) or `format: password`.
    Secret {
        keywords: &["password"],
        selectable: false,
        rust: "values::Secret",
        words: "secret",
        example: Some("secret"),
    }
}

impl Format {
    /// The format that a value of the keyword `format` means for a string.
    pub fn of_keyword(keyword: &str) -> Self {
        let means = |format: &Self| format.facts().keywords.contains(&keyword);
        Self::ALL.iter().copied().find(means).unwrap_or(Self::Plain)
    }

    /// Whether a value of the keyword `format` says that the value is a string, where `type` is missing.
    pub fn implies_string(keyword: &str) -> bool {
        Self::ALL
            .iter()
            .map(|format| format.facts())
            .any(|facts| facts.implies_string && facts.keywords.contains(&keyword))
    }

    /// Whether text of that `format` is called by it rather than `text`.
    pub fn is_distinct(keyword: &str) -> bool {
        Self::of_keyword(keyword).facts().distinct
    }

    /// The formats that `sdk.yaml` may choose, by name.
    pub fn selectable() -> impl Iterator<Item = (&'static str, Self)> {
        let name = |format: Self| if format == Self::Plain { "plain" } else { format.facts().keywords[0] };
        Self::ALL.iter().filter(|format| format.facts().selectable).map(move |&format| (name(format), format))
    }

    /// Module and name of the runtime's type; none for a type of the standard prelude.
    pub fn runtime_type(self) -> Option<(&'static str, &'static str)> {
        self.facts().rust.split_once("::")
    }
}
