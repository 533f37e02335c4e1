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
}
