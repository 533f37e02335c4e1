//! One documented variant per kind of problem. The number tells the layer: 01 reading, 02 audit and downlevel,
//! 03 lowering and analysis, 04 naming, 05 decisions, 06 writing.

/// How much a problem weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Told, never in the way.
    Note,
    /// Stops a strict run until settled.
    Warning,
    /// Nothing can be generated.
    Error,
}

macro_rules! codes {
    ($($(#[doc = $explain:literal])+ $name:ident = $text:literal, $severity:ident;)+) => {
        /// A kind of problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $($(#[doc = $explain])+ $name,)+
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Such as `SDK0304`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }

            /// How much it weighs.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity),+ }
            }

            /// What it means and what to do, as `generator explain` prints it.
            pub fn explain(self) -> &'static str {
                match self { $(Self::$name => concat!($($explain, "\n"),+)),+ }
            }
        }
    };
}

codes! {
    /// A file of the input cannot be read.
    UnreadableFile = "SDK0101", Error;
    /// Two things of a document would get the same name in Rust, and its own spelling does not tell them apart.
    /// Words from the place in the document are used meanwhile. Decide a name in `names` of `sdk.yaml`: the names
    /// are the public interface of the SDK, and should not change with the document's next version.
    NameClash = "SDK0401", Warning;
    /// A name decided in `sdk.yaml` refers to nothing in the document. Take the rule out, or correct its `at`.
    StaleName = "SDK0402", Error;
    /// A name decided in `sdk.yaml` is no identifier: letters, digits and underscores, not beginning with a digit.
    BadName = "SDK0403", Error;
}
