//! One documented variant per kind of problem. The number tells the layer: 01 reading, 02 audit and downlevel,
//! 03 lowering and analysis, 04 naming, 05 decisions, 06 writing.

/// Severity of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Informational.
    Note,
    /// Stops a strict run until resolved.
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
    // 01: reading ------------------------------------------------------------------------------------------

    /// A file of the input cannot be read: it is missing, it is a directory, access is denied, or it is not
    /// text in UTF-8.
    UnreadableFile = "SDK0101", Error;

    /// The text is neither JSON nor YAML. The place is where the parser gave up; the mistake may be a little
    /// before it.
    BrokenSyntax = "SDK0102", Error;

    /// The file holds no OpenAPI document: it is empty, or its top level is not an object, or it has no
    /// `openapi` version.
    NotADocument = "SDK0103", Error;

    /// The document is written in a version of OpenAPI that is not read here. 3.0, 3.1 and 3.2 are read,
    /// and Swagger 2.0 is converted while it is read; a later 3.x is read as 3.2 and reported.
    UnsupportedVersion = "SDK0104", Error;

    /// The document is nested more than 128 levels deep, or one of its references leads through as many others.
    TooDeep = "SDK0105", Error;

    /// YAML aliases, the media types of Swagger 2.0, or what many operations refer to, multiply the document beyond bounds,
    /// or long keys around many values the pointers to them.
    TooLarge = "SDK0106", Error;

    /// A key occurs twice in the same object. Parsers differ in which one they take; here it is the last.
    DuplicateKey = "SDK0107", Warning;

    /// A `$ref` into another file leads nowhere: the file cannot be read or has nothing at that pointer.
    BrokenFileReference = "SDK0108", Error;

    /// A `$ref` leads out of the folder of the root document. Files are only read from that folder and below,
    /// so that a document from elsewhere cannot read files it has no business with. `--root DIR`, or `root` of
    /// `document` in `sdk.yaml`, names a folder further up.
    ReferenceOutside = "SDK0109", Error;

    /// A `$ref` leads to a URL. Nothing is fetched while generating: download the file, put it beside the
    /// document and refer to it by its path.
    RemoteReference = "SDK0110", Error;

    /// The document says it is of a later version of OpenAPI 3 than those that are read here. It is read as 3.2.
    LaterVersion = "SDK0111", Warning;

    // 02: audit and downlevel ------------------------------------------------------------------------------

    /// A keyword that OpenAPI and JSON Schema do not know at this place. Often a misspelling or a keyword
    /// indented one level off. It has no effect.
    UnknownKeyword = "SDK0201", Warning;

    /// The value of a keyword is of the wrong kind, such as text where a number is due. What can be meant is
    /// read (`"5"` as 5); else the keyword has no effect.
    WrongKind = "SDK0202", Warning;

    /// A keyword that has to be there is missing.
    MissingKeyword = "SDK0203", Warning;

    /// A `$ref` leads to a place that does not exist in the document.
    DanglingReference = "SDK0204", Error;

    /// A chain of `$ref`s comes back to where it began without meeting anything but references.
    CyclicReference = "SDK0205", Error;

    /// Two operations have the same `operationId`. Neither is named by it then: their names are made of method
    /// and path.
    DuplicateOperationId = "SDK0206", Warning;

    /// A path has a `{parameter}` that no parameter declares. It is read as required text.
    UndeclaredPathParameter = "SDK0207", Warning;

    /// A path parameter is declared that its path has no place for. It is left out.
    UnusedPathParameter = "SDK0208", Warning;

    /// A key of `responses` is neither a status code nor a range such as `4XX` nor `default`. It is left out.
    InvalidStatus = "SDK0209", Warning;

    /// A keyword that is understood but has no counterpart in what is generated, so that something the document
    /// offers is not in the SDK. Where callers lose nothing that they could use, such as a condition that the server
    /// checks, it is a note, once for each keyword with its first place.
    NotSupported = "SDK0210", Warning;

    /// Two parameters of an operation have the same name and place. The last one counts.
    DuplicateParameter = "SDK0211", Warning;

    /// An operation asks for a security scheme that `components/securitySchemes` does not have. The requirement
    /// is left out.
    UnknownSecurityScheme = "SDK0212", Warning;

    /// A `$ref` leads to a place that does not exist, or back to itself, in a component that no operation and no
    /// webhook uses. The component is left out.
    UnusedReference = "SDK0213", Warning;

    /// No operation says who may call it: neither the document nor any operation has a `security` requirement. A
    /// credential is not required, and is sent where the caller gives one.
    NoSecurity = "SDK0214", Note;

    /// A security scheme that the SDK does not send by itself, such as HTTP digest or mutual TLS: the transport of the
    /// client has to bring it.
    TransportCredential = "SDK0215", Note;

    /// A parameter or a security scheme is a header, and its name is no token (RFC 9110, section 5.6.2): it has a
    /// blank or another character that no HTTP message can carry there. It is left out.
    InvalidHeaderName = "SDK0216", Warning;

    /// A `$ref` leads to a schema that `components/schemas` does not have. Any value is accepted and given there; all else
    /// of the document is as it should be. With `--strict` it stops the run unless `--allow-dangling` says that it is
    /// known.
    MissingSchema = "SDK0217", Warning;

    /// The document names no server, or one that is a path of the place where the document was found. A client of the SDK
    /// takes a base URL. Frameworks that make the document of the code, such as FastAPI, leave it so.
    NoServer = "SDK0218", Note;

    /// Two paths differ in the names of their parameters only, so that no server can tell requests to one from requests
    /// to the other. Both are generated.
    SamePath = "SDK0219", Warning;

    /// A `default` is no value of its own schema: of another type, beyond a limit, of another format or pattern, or without
    /// a property that is required, there or deeper. It is never sent; the documentation repeats it. Or that of a server
    /// variable is none of its values, and whoever sets none sends requests there.
    WrongDefault = "SDK0220", Warning;

    /// An example is no value of its own schema: of another type, beyond a limit, of another format or pattern, or without a
    /// property that is required, there or deeper. One of them is wrong, and callers go by the type.
    WrongExample = "SDK0221", Warning;

    /// A security scheme is declared, and no operation asks for it although operations ask for others. Clients have no
    /// place for its credential.
    UnusedScheme = "SDK0222", Note;

    /// Something is left that the reader of OpenAPI documents rejects although the audit did not. Please report
    /// the document.
    Rejected = "SDK0299", Error;

    // 03: lowering and analysis ------------------------------------------------------------------------------

    /// A schema is nested so deep, references that are merged included, that it cannot be followed to its end.
    SchemaTooDeep = "SDK0301", Warning;

    /// The members of an `allOf` contradict each other: no value can satisfy all of them.
    ConflictingTypes = "SDK0302", Warning;

    /// `oneOf` and `anyOf` beside each other make more combinations than anyone can have meant.
    TooManyCombinations = "SDK0303", Warning;

    /// Nothing in the document tells the variants of a `oneOf` or `anyOf` apart, so that no value of it can be
    /// decoded to one of them: it stays raw JSON. Where the API says elsewhere which one it is, write it down in
    /// `unions` of `sdk.yaml`.
    UndecidedUnion = "SDK0304", Warning;

    /// `required` names a property that `properties` does not have. Often a misspelling, or a property that was
    /// renamed in one of the two places.
    RequiredUnknown = "SDK0305", Warning;

    /// The `mapping` of a discriminator names a schema that is none of the variants.
    MappingTarget = "SDK0306", Warning;

    /// A variant of a union with a discriminator has no value of the discriminating property to tell it by.
    UntaggedVariant = "SDK0307", Warning;

    /// A pagination rule of `sdk.yaml` matches an operation whose answer has no list where the rule says.
    NoItems = "SDK0308", Error;

    /// How a list pages is assumed from the names of its parameters and of what it answers, because no `pagination` of
    /// `sdk.yaml` says so.
    AssumedPagination = "SDK0309", Note;

    /// A property is required and leads back to its own object through properties that are required too, so that no value
    /// of it has an end. It is read and sent as one that may be absent.
    RequiresItself = "SDK0310", Warning;

    // 04: names --------------------------------------------------------------------------------------------

    /// Two things of a document would get the same name in Rust, and its own spelling does not tell them apart.
    /// Words from the place in the document are used meanwhile. Decide a name in `names` of `sdk.yaml`: the names
    /// are the public interface of the SDK, and should not change with the document's next version.
    NameClash = "SDK0401", Warning;

    /// A name decided in `sdk.yaml` refers to nothing in the document. Take the rule out, or correct its `at`.
    StaleName = "SDK0402", Error;

    /// A name decided in `sdk.yaml` is no identifier: letters, digits and underscores, not beginning with a digit.
    BadName = "SDK0403", Error;

    /// Two APIs of one crate would get the same module or the same Cargo feature. Both are named after the folder
    /// under `spec/`, ignoring case and punctuation: rename one of the folders.
    ModuleClash = "SDK0404", Error;

    // 05: decisions ----------------------------------------------------------------------------------------

    /// `sdk.yaml` or `docs.yaml` has a key that nothing reads. Often a misspelling.
    UnknownDecision = "SDK0501", Error;

    /// A value in `sdk.yaml` or `docs.yaml` is of the wrong kind, or one is missing. Whatever overrides the
    /// document says `because`.
    InvalidDecision = "SDK0502", Error;

    /// A waiver does not apply to anything any more. Remove it, so that it does not hide what comes later.
    StaleWaiver = "SDK0503", Warning;

    /// Words in `docs.yaml` are about something the document does not have any more, or never had.
    StaleWords = "SDK0504", Warning;

    /// A decision in `sdk.yaml` does not apply to anything any more. Remove it, or correct its place: what it was
    /// for may have been renamed.
    StaleDecision = "SDK0505", Error;

    /// The target of an action in `overlay.yaml` is no JSONPath that is read here: names, indexes, `*`, filters without
    /// functions, and `..`.
    BadOverlay = "SDK0506", Error;

    /// An action in `overlay.yaml` selects nothing any more. Remove it, or correct its target: what it was for
    /// may have been renamed, or corrected upstream.
    StaleOverlay = "SDK0507", Error;

    /// Two decisions of `sdk.yaml` are about the same thing, or one of them names what another would have to declare.
    /// Neither is used: take one out, or correct it.
    Contradiction = "SDK0508", Error;
}
