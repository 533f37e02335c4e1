//! Everything of an SDK that does not depend on the document.
