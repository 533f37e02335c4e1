//! Numbers that are written otherwise than they were spelled.

use super::encode::encode_to_string;

/// Does an `f64` that was read from `text` write it again?
pub(super) fn is_usual_float(text: &str) -> bool {
    // Fifteen digits come through an `f64` unchanged; very small numbers are written with an exponent.
    let is_plain = |whole: &str, fraction: &str| {
        text.len() <= 16
            && (fraction == "0" || !fraction.ends_with('0'))
            && !fraction.contains(['e', 'E'])
            && (!fraction.starts_with("000") || !matches!(whole, "0" | "-0"))
    };
    match text.split_once('.') {
        Some((whole, fraction)) if is_plain(whole, fraction) => true,
        None if !text.contains(['e', 'E']) => false,
        _ => text.parse::<f64>().is_ok_and(|number| encode_to_string(&number) == text),
    }
}
