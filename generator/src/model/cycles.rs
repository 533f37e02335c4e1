//! Which types lead back to themselves: strongly connected components (R. Tarjan, "Depth-First Search and Linear Graph
//! Algorithms", 1972), without recursion, and which connections have to be cut so that none does.

use super::TypeId;
use std::collections::BTreeSet;

/// The component of each type: types of one component lead to each other. Components are numbered from 0, and none leads to
/// one of a higher number.
pub fn components(count: usize, next: &dyn Fn(TypeId) -> Vec<TypeId>) -> Vec<usize> {
    search(&graph(count, next))
}

/// How many types lead to each type and back, itself included.
pub fn sizes(count: usize, next: &dyn Fn(TypeId) -> Vec<TypeId>) -> Vec<usize> {
    let components = components(count, next);
    let mut sizes = vec![0; count];
    components.iter().for_each(|component| sizes[*component] += 1);
    components.into_iter().map(|component| sizes[component]).collect()
}

/// The connections by which types lead back to themselves, of those that can be cut: the ones from types of which
/// `can_cut` holds. They are cut in the order of these types, each where it still leads back when its turn comes.
pub fn closing(
    count: usize,
    can_cut: &dyn Fn(TypeId) -> bool,
    next: &dyn Fn(TypeId) -> Vec<TypeId>,
) -> BTreeSet<(TypeId, TypeId)> {
    // A type whose turn has been leads back no more. So a connection is cut if both of its ends are in one component of
    // what is left: the types whose turn is still to come, and those that have none.
    let turn = |id: TypeId| if can_cut(id) { id.0 as usize } else { count };
    let graph = graph(count, next);
    let components = search(&graph);
    let edges = ids(count).flat_map(|from| graph[from.0 as usize].iter().map(move |to| (from, *to)));
    let edges = edges.filter(|(from, to)| components[from.0 as usize] == components[*to]).map(|(from, end)| {
        let to = TypeId(u32::try_from(end).expect("it was the id of a type"));
        Edge { from, to, ends: [from.0 as usize, end], turn: turn(from).min(turn(to)) }
    });
    let mut closing = BTreeSet::new();
    join(edges.collect(), 0, count, &mut |edge, joined| {
        if can_cut(edge.from) && turn(edge.from) <= joined {
            closing.insert((edge.from, edge.to));
        }
    });
    closing
}

/// What each type leads to.
fn graph(count: usize, next: &dyn Fn(TypeId) -> Vec<TypeId>) -> Vec<Vec<usize>> {
    ids(count).map(|id| next(id).into_iter().map(|id| id.0 as usize).collect()).collect()
}

fn ids(count: usize) -> impl Iterator<Item = TypeId> {
    (0..).map(TypeId).take(count)
}

/// A connection.
struct Edge {
    from: TypeId,
    to: TypeId,
    /// The components that it connects.
    ends: [usize; 2],
    /// The last turn at which it is there.
    turn: usize,
}

/// Hands out the connections whose ends lead to each other at some turn, with the last such turn, from the turns of a
/// range. Half of them at a time: what is one component at the later turns is one at the earlier.
fn join(mut edges: Vec<Edge>, first: usize, last: usize, found: &mut dyn FnMut(&Edge, usize)) {
    if edges.is_empty() {
        return;
    }
    let middle = first + (last - first).div_ceil(2);
    // The ends as indexes of this graph.
    let mut known: Vec<usize> = edges.iter().flat_map(|edge| edge.ends).collect();
    known.sort_unstable();
    known.dedup();
    let index = |end: usize| known.binary_search(&end).expect("all ends are known");
    edges.iter_mut().for_each(|edge| edge.ends = edge.ends.map(index));
    let mut graph = vec![Vec::new(); known.len()];
    for Edge { ends: [from, to], .. } in edges.iter().filter(|edge| edge.turn >= middle) {
        graph[*from].push(*to);
    }
    let components = search(&graph);
    let is_joined = |edge: &Edge| edge.turn >= middle && components[edge.ends[0]] == components[edge.ends[1]];
    let (joined, mut apart): (Vec<Edge>, Vec<Edge>) = edges.into_iter().partition(is_joined);
    if first == last {
        joined.iter().for_each(|edge| found(edge, first));
        return;
    }
    join(joined, middle, last, found);
    apart.iter_mut().for_each(|edge| edge.ends = edge.ends.map(|end| components[end]));
    join(apart, first, middle - 1, found);
}

/// What is known of a node that was met.
#[derive(Clone, Copy)]
struct Node {
    /// When it was met.
    met: usize,
    /// The earliest node met that it leads back to.
    low: usize,
    /// It is on the path that may still become a component.
    is_open: bool,
}

/// The component of each node of a graph.
fn search(graph: &[Vec<usize>]) -> Vec<usize> {
    let mut known: Vec<Option<Node>> = vec![None; graph.len()];
    let mut components = vec![0; graph.len()];
    let (mut met, mut found) = (0, 0);
    let mut path: Vec<usize> = Vec::new();
    for start in 0..graph.len() {
        // Nodes on the way, with how much of each was looked at.
        let mut way: Vec<(usize, usize)> = Vec::new();
        let mut enter = Some(start).filter(|start| known[*start].is_none());
        loop {
            if let Some(node) = enter.take() {
                known[node] = Some(Node { met, low: met, is_open: true });
                met += 1;
                path.push(node);
                way.push((node, 0));
            }
            let Some((node, looked)) = way.last_mut() else { break };
            let node = *node;
            match graph[node].get(*looked) {
                Some(&to) => {
                    *looked += 1;
                    match known[to] {
                        None => enter = Some(to),
                        Some(other) if other.is_open => lower(&mut known, node, other.met),
                        Some(_) => {}
                    }
                }
                None => {
                    way.pop();
                    let Node { met, low, .. } = known[node].expect("it is on the way");
                    if let Some((before, _)) = way.last() {
                        lower(&mut known, *before, low);
                    }
                    if met == low {
                        let from = path.iter().rposition(|other| *other == node).expect("it is on the path");
                        for member in path.drain(from..) {
                            components[member] = found;
                            known[member].as_mut().expect("it was met").is_open = false;
                        }
                        found += 1;
                    }
                }
            }
        }
    }
    components
}

fn lower(known: &mut [Option<Node>], node: usize, low: usize) {
    let node = known[node].as_mut().expect("it was met");
    node.low = node.low.min(low);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What cutting one connection after the other comes to.
    fn one_by_one(
        count: u32,
        can_cut: &dyn Fn(TypeId) -> bool,
        mut edges: Vec<(u32, u32)>,
    ) -> BTreeSet<(TypeId, TypeId)> {
        let mut cut = BTreeSet::new();
        for from in (0..count).filter(|from| can_cut(TypeId(*from))) {
            for edge in edges.clone().into_iter().filter(|edge| edge.0 == from) {
                let (mut reached, mut open) = (BTreeSet::new(), vec![edge.1]);
                while let Some(node) = open.pop().filter(|_| !reached.contains(&from)) {
                    if reached.insert(node) {
                        open.extend(edges.iter().filter(|edge| edge.0 == node).map(|edge| edge.1));
                    }
                }
                if reached.contains(&from) {
                    edges.retain(|other| *other != edge);
                    cut.insert((TypeId(edge.0), TypeId(edge.1)));
                }
            }
        }
        cut
    }

    #[test]
    fn what_is_cut_is_what_leads_back_when_its_turn_comes() {
        for seed in 0..400_u64 {
            let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
            let mut below = |limit: u64| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                u32::try_from(state % limit).expect("limits are small")
            };
            let count = 2 + below(9);
            let edges: Vec<(u32, u32)> = (0..below(24)).map(|_| (below(count.into()), below(count.into()))).collect();
            let fixed = below(count.into());
            let can_cut = |id: TypeId| id.0 != fixed;
            let next = |id: TypeId| edges.iter().filter(|edge| edge.0 == id.0).map(|edge| TypeId(edge.1)).collect();
            let found = closing(count as usize, &can_cut, &next);
            assert_eq!(found, one_by_one(count, &can_cut, edges.clone()), "{edges:?} without {fixed}");
        }
    }

    #[test]
    fn types_that_lead_to_each_other_are_counted() {
        // 0 → 1 → 2 → 0, 2 → 3, 3 → 3
        let edges: [&[u32]; 4] = [&[1], &[2], &[0, 3], &[3]];
        let next = |id: TypeId| edges[id.0 as usize].iter().copied().map(TypeId).collect();
        assert_eq!(sizes(4, &next), [3, 3, 3, 1]);
    }

    #[test]
    fn a_long_chain_takes_no_stack() {
        let ring = |id: TypeId| vec![TypeId((id.0 + 1) % 200_000)];
        assert_eq!(sizes(200_000, &ring)[0], 200_000);
        assert_eq!(closing(200_000, &|_| true, &ring), BTreeSet::from([(TypeId(0), TypeId(1))]));
    }
}
