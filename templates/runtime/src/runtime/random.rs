//! Randomness from the operating system.

/// Random bytes, fit for keys that must not be guessed or met twice.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system has a source of randomness");
    bytes
}

/// Evenly spread over `0.0..1.0`.
pub(crate) fn fraction() -> f64 {
    // 53 bits are what an f64 holds exactly.
    (u64::from_le_bytes(bytes()) >> 11) as f64 / (1_u64 << 53) as f64
}

/// A random UUID (RFC 9562 section 5.4).
pub(crate) fn uuid_v4() -> String {
    let mut bytes: [u8; 16] = bytes();
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = hex(&bytes);
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// What separates the parts of a multipart body.
pub(crate) fn boundary() -> String {
    hex(&bytes::<16>())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
