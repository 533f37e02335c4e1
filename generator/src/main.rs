//! Command line.
use generator::{diagnostic, load, source};
fn main() {
    for file in std::env::args().skip(1) {
        let t = std::time::Instant::now();
        let (input, mut diagnostics) = load::load_file(file.as_ref(), "api");
        let t1 = t.elapsed();
        if let Some(input) = input {
            let ok = source::prepare(&input, &mut diagnostics).is_some();
            let t2 = t.elapsed();
            let files = vec![(input.document.name.clone(), input.document.text.clone())];
            source::locate::fill(&mut diagnostics, &files);
            println!("{}", diagnostic::report(&diagnostics, &files));
            println!(
                "{file}: ok={ok} {} read {t1:?} prepare {:?} report {:?}",
                diagnostic::tally(&diagnostics),
                t2 - t1,
                t.elapsed() - t2
            );
        } else {
            println!("{}", diagnostic::report(&diagnostics, &[(file.clone(), String::new())]));
        }
    }
}
