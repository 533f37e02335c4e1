//! One row: tasks of one mode that call the server until the time is up.

use sdk_runtime::runtime::{
    json::{Decode, Fields},
    *,
};
use std::{
    collections::BTreeMap,
    sync::Mutex,
    thread,
    time::{Duration, Instant},
};

/// How long an attempt may take.
const TIMEOUT: Duration = Duration::from_secs(5);
/// How long a task rests after a call.
const PAUSE: Duration = Duration::from_secs(1);
/// How long it takes until all tasks are there.
const START: Duration = Duration::from_secs(5);

static API: ApiInfo = ApiInfo {
    name: "soak",
    title: "Soak",
    version: "1",
    servers: &[],
    token_variable: "",
    token_url: None,
    token_required: true,
    scheme_variables: &[],
    server_variable: "",
    url_variables: &[],
    base_url_variable: "",
    version_header: None,
    takes_key_header: true,
    error: ErrorRules {
        code: &[],
        message: &[],
        request_id: None,
        issues: None,
        transient_codes: &[],
        decode_detail: |_, _, body| Err(body.expected("a documented body")),
        unknown_detail: |_| None,
    },
    credentials: &[],
    samples: Samples::new(""),
};

static BEARER: Auth = Auth { any_of: &[&[SchemeUse::bearer("token", &[])]], optional: false };

const PARAMETERS: &[Parameter] = &[Parameter::path("id")];

const fn operation(name: &'static str, method: http::Method, retry: Retry) -> Operation {
    Operation {
        id: name,
        name,
        method,
        path: &[Segment::Literal("/v1/things/"), Segment::Parameter("id")],
        parameters: PARAMETERS,
        auth: &BEARER,
        retry,
        success: &[Success { status: StatusPattern::Code(200), content: Content::Json }],
        envelope: None,
        pagination: None,
        body: None,
        failures: &[],
        api: &API,
        accept: "application/json",
        server: None,
    }
}

static GET: Operation = operation("things.get", http::Method::GET, Retry::Safe);
static CREATE: Operation = operation("things.create", http::Method::POST, Retry::WithKey);

struct Thing;

impl Decode for Thing {
    fn from_fields(fields: &mut Fields<'_>) -> Self {
        fields.required::<String>("id");
        Self
    }
}

/// What the tasks have seen together.
#[derive(Default)]
struct Tally(Mutex<Counts>);

#[derive(Default)]
struct Counts {
    calls: u64,
    attempts: u64,
    errors: BTreeMap<String, u64>,
    /// What the server has to have done once, and what it must not have done, of calls without a key.
    applied: Vec<String>,
    unapplied: Vec<String>,
}

impl Tally {
    fn note(&self, id: &str, creates: bool, result: Result<Response<Thing>>) {
        let mut counts = self.0.lock().expect("nobody panics");
        counts.calls += 1;
        match result {
            Ok(response) => {
                counts.attempts += u64::from(response.attempts());
                if creates {
                    counts.applied.push(id.to_owned());
                }
            }
            Err(error) => {
                counts.attempts += u64::from(error.attempts());
                let kind = error.status().map_or(format!("{:?}", error.kind()), |status| status.as_str().to_owned());
                *counts.errors.entry(kind).or_default() += 1;
                if creates && !error.may_have_been_applied() {
                    counts.unapplied.push(id.to_owned());
                }
            }
        }
    }
}

/// Runs the row that a text describes and writes what came of it to standard output.
pub(crate) fn row(text: &str) {
    let words: Vec<&str> = text.split(' ').collect();
    let [mode, url, seconds, tasks] = words.as_slice() else { panic!("no row: {text}") };
    let end = Instant::now() + Duration::from_secs(seconds.parse().expect("a number of seconds"));
    let tasks: u64 = tasks.parse().expect("a number of tasks");
    let tally = Tally::default();
    let (before, after) = match *mode {
        "async" => futures(url, end, tasks, &tally),
        _ => threads(url, end, tasks, &tally),
    };
    let counts = tally.0.into_inner().expect("nobody panics");
    counts.applied.iter().for_each(|id| println!("applied {id}"));
    counts.unapplied.iter().for_each(|id| println!("unapplied {id}"));
    let errors: Vec<String> = counts.errors.iter().map(|(kind, count)| format!("{kind}:{count}")).collect();
    let errors = if errors.is_empty() { "none".to_owned() } else { errors.join(",") };
    println!("report {} {errors} {} {} {} {} {}", counts.calls, counts.attempts, before.0, after.0, before.1, after.1);
}

fn config<M: Mode>(url: &str) -> ClientConfig<M> {
    // Every task retries as if it were alone: what is to be seen is what becomes of requests, not of a budget.
    let config = ClientConfig::<M>::new(&API).access_token("secret").base_url(url).timeout(TIMEOUT);
    config.retry_budget(RetryBudget::unlimited())
}

/// What a task calls in its turn, and whether that changes something.
fn call<M: Mode>(core: &Core<M>, id: &str, turn: u64) -> (Call<Response<Thing>, M>, bool) {
    match turn % 3 {
        0 => (core.call::<Thing, ()>(&GET).with_path("id", &id).with_response(), false),
        1 => (core.call::<Thing, ()>(&CREATE).with_path("id", &id).with_response(), true),
        _ => (core.call::<Thing, ()>(&CREATE).with_path("id", &id).idempotency_key(id).with_response(), false),
    }
}

/// When a task begins: they do so one after the other, because it is the calls that are tried, not the listener.
fn begins(task: u64, tasks: u64) -> Duration {
    START.mul_f64(task as f64 / tasks as f64)
}

/// Memory and descriptors before and after.
type Used = ((u64, u64), (u64, u64));

fn futures(url: &str, end: Instant, tasks: u64, tally: &Tally) -> Used {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let core: Core<Async> = config(url).build().expect("a client");
        let before = used();
        let run = |task: u64| {
            let core = core.clone();
            async move {
                tokio::time::sleep(begins(task, tasks)).await;
                for turn in 0.. {
                    if Instant::now() > end {
                        return;
                    }
                    let id = format!("{task}-{turn}");
                    let (call, creates) = call(&core, &id, turn + task);
                    tally.note(&id, creates, call.await);
                    tokio::time::sleep(PAUSE).await;
                }
            }
        };
        let all: futures_util::stream::FuturesUnordered<_> = (0..tasks).map(run).collect();
        futures_util::StreamExt::for_each(all, |()| std::future::ready(())).await;
        drop(core);
        tokio::time::sleep(TIMEOUT).await;
        (before, used())
    })
}

fn threads(url: &str, end: Instant, tasks: u64, tally: &Tally) -> Used {
    let core: Core<Blocking> = config(url).build().expect("a client");
    let before = used();
    thread::scope(|scope| {
        for task in 0..tasks {
            let core = core.clone();
            let run = move || {
                thread::sleep(begins(task, tasks));
                for turn in 0.. {
                    if Instant::now() > end {
                        return;
                    }
                    let id = format!("{task}-{turn}");
                    let (call, creates) = call(&core, &id, turn + task);
                    tally.note(&id, creates, call.send());
                    thread::sleep(PAUSE);
                }
            };
            thread::Builder::new().stack_size(512 << 10).spawn_scoped(scope, run).expect("a thread");
        }
    });
    drop(core);
    thread::sleep(Duration::from_millis(500));
    (before, used())
}

/// Memory in MiB and descriptors of this process; 0 where the system has no `/proc`.
fn used() -> (u64, u64) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kibibytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().split(' ').next()?.parse().ok());
    let descriptors = std::fs::read_dir("/proc/self/fd").map_or(0, |files| files.count() as u64);
    (kibibytes.unwrap_or(0_u64) / 1024, descriptors)
}
