//! Idle connections are given up before the server does so, because a `POST` that meets a server which is just closing
//! is lost.

use crate::{
    api::{Acme, Thing},
    faulty::{Act, GOOD, Server, client, serve},
    harness::run,
};
use sdk_runtime::runtime::{Async, Blocking};
use std::{sync::atomic::Ordering, thread, time::Duration};

const ANNOUNCES_ONE_SECOND: Act =
    Act::Send("HTTP/1.1 200 OK\r\nkeep-alive: max=100, timeout=1\r\ncontent-length: 10\r\n\r\n{\"id\":\"x\"}");
const ANNOUNCES_AN_HOUR: Act =
    Act::Send("HTTP/1.1 200 OK\r\nkeep-alive: timeout=3600\r\ncontent-length: 10\r\n\r\n{\"id\":\"x\"}");

/// How many connections two calls take that lie this far apart, in each mode.
fn connections(acts: &'static [Act], idle: Option<Duration>, pause: Duration) -> [usize; 2] {
    let thing = Thing { id: "x".to_owned() };
    let count = |server: &Server| server.connections.load(Ordering::SeqCst);
    thread::scope(|scope| {
        let future = scope.spawn(|| {
            let server = serve(acts);
            let config = client::<Async>(&server.url);
            let config = idle.map_or_else(|| client(&server.url), |time| config.pool_idle_timeout(time));
            let client = Acme(config.build().unwrap());
            run(async {
                client.create(&thing).await.unwrap();
                tokio::time::sleep(pause).await;
                client.create(&thing).await.unwrap();
            });
            count(&server)
        });
        let server = serve(acts);
        let config = client::<Blocking>(&server.url);
        let config = idle.map_or_else(|| client(&server.url), |time| config.pool_idle_timeout(time));
        let client = Acme(config.build().unwrap());
        client.create(&thing).send().unwrap();
        thread::sleep(pause);
        client.create(&thing).send().unwrap();
        [future.join().unwrap(), count(&server)]
    })
}

#[test]
fn an_idle_connection_is_given_up_in_time() {
    let (short, long) = (Duration::from_millis(10), Duration::from_millis(4_100));
    assert_eq!(connections(&[GOOD], None, short), [1; 2], "connections are kept");
    assert_eq!(connections(&[GOOD], None, long), [2; 2], "but for no longer than 4 s");
}

#[test]
fn how_long_connections_are_kept_can_be_set() {
    assert_eq!(connections(&[GOOD], Some(Duration::from_millis(50)), Duration::from_millis(200)), [2; 2]);
    assert_eq!(connections(&[GOOD], Some(Duration::MAX), Duration::from_millis(50)), [1; 2]);
}

#[test]
fn what_the_server_announces_is_respected() {
    let pause = Duration::from_millis(50);
    assert_eq!(connections(&[ANNOUNCES_ONE_SECOND], None, pause), [2; 2]);
    assert_eq!(connections(&[ANNOUNCES_AN_HOUR], None, pause), [1; 2], "longer than set does not count");
}
