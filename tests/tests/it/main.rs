//! Tests of the SDK as a whole, in one program because each program links all of it.

mod fidelity;
