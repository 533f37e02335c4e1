//! Which types lead back to themselves: strongly connected components (R. Tarjan, "Depth-First Search and Linear Graph
//! Algorithms", 1972), without recursion.

use crate::model::TypeId;
use std::collections::BTreeMap;

/// The components of a graph of types.
pub(super) struct Components {
    /// The component of each type, by its index.
    of: Vec<usize>,
    /// The types of each component.
    members: Vec<Vec<TypeId>>,
}

impl Components {
    /// The components of all types.
    pub(super) fn new(count: usize, next: &dyn Fn(TypeId) -> Vec<TypeId>) -> Self {
        let all: Vec<TypeId> = (0..).map(TypeId).take(count).collect();
        let mut components = Self { of: vec![0; count], members: Vec::new() };
        components.add(search(&all, next));
        components
    }

    /// Whether two types lead to each other.
    pub(super) fn are_connected(&self, one: TypeId, other: TypeId) -> bool {
        self.of[one.0 as usize] == self.of[other.0 as usize]
    }

    /// How many types lead to this one and back, itself included.
    pub(super) fn size(&self, id: TypeId) -> usize {
        self.members[self.of[id.0 as usize]].len()
    }

    /// Searches the component of a type again, because a connection in it is gone.
    pub(super) fn split(&mut self, id: TypeId, next: &dyn Fn(TypeId) -> Vec<TypeId>) {
        let old = self.of[id.0 as usize];
        let members = std::mem::take(&mut self.members[old]);
        let found = search(&members, &|id| {
            let mut found = next(id);
            found.retain(|to| self.of[to.0 as usize] == old);
            found
        });
        self.add(found);
    }

    fn add(&mut self, found: Vec<Vec<TypeId>>) {
        for members in found {
            members.iter().for_each(|id| self.of[id.0 as usize] = self.members.len());
            self.members.push(members);
        }
    }
}

/// What is known of a node that was met.
struct Node {
    /// When it was met.
    met: usize,
    /// The earliest node met that it leads back to.
    low: usize,
    /// It is on the path that may still become a component.
    is_open: bool,
}

fn search(nodes: &[TypeId], next: &dyn Fn(TypeId) -> Vec<TypeId>) -> Vec<Vec<TypeId>> {
    let mut known: BTreeMap<TypeId, Node> = BTreeMap::new();
    let mut found = Vec::new();
    let mut path: Vec<TypeId> = Vec::new();
    for start in nodes {
        // Nodes on the way, with what is still to be looked at from each.
        let mut way: Vec<(TypeId, Vec<TypeId>)> = Vec::new();
        let mut enter = Some(*start).filter(|start| !known.contains_key(start));
        loop {
            if let Some(id) = enter.take() {
                known.insert(id, Node { met: known.len(), low: known.len(), is_open: true });
                path.push(id);
                way.push((id, next(id)));
            }
            let Some((id, open)) = way.last_mut() else { break };
            let id = *id;
            match open.pop() {
                Some(to) => match known.get(&to) {
                    None => enter = Some(to),
                    Some(node) if node.is_open => {
                        let met = node.met;
                        lower(&mut known, id, met);
                    }
                    Some(_) => {}
                },
                None => {
                    way.pop();
                    let Node { met, low, .. } = known[&id];
                    if let Some((before, _)) = way.last() {
                        lower(&mut known, *before, low);
                    }
                    if met == low {
                        let from = path.iter().rposition(|node| *node == id).expect("it is on the path");
                        let members = path.split_off(from);
                        for member in &members {
                            known.get_mut(member).expect("it was met").is_open = false;
                        }
                        found.push(members);
                    }
                }
            }
        }
    }
    found
}

fn lower(known: &mut BTreeMap<TypeId, Node>, id: TypeId, low: usize) {
    let node = known.get_mut(&id).expect("it was met");
    node.low = node.low.min(low);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_back_is_one_component_until_it_is_cut() {
        // 0 → 1 → 2 → 0, 2 → 3, 3 → 3
        let edges = |cut: bool| {
            move |id: TypeId| -> Vec<TypeId> {
                let to: &[u32] = match id.0 {
                    0 => &[1],
                    1 => &[2],
                    2 if cut => &[3],
                    2 => &[0, 3],
                    _ => &[3],
                };
                to.iter().copied().map(TypeId).collect()
            }
        };
        let mut components = Components::new(4, &edges(false));
        assert!(components.are_connected(TypeId(0), TypeId(2)) && !components.are_connected(TypeId(2), TypeId(3)));
        assert_eq!((components.size(TypeId(1)), components.size(TypeId(3))), (3, 1));
        components.split(TypeId(0), &edges(true));
        assert!(!components.are_connected(TypeId(0), TypeId(1)) && !components.are_connected(TypeId(1), TypeId(2)));
    }

    #[test]
    fn a_long_chain_takes_no_stack() {
        let count = 200_000;
        let ring = |id: TypeId| vec![TypeId((id.0 + 1) % 200_000)];
        assert_eq!(Components::new(count, &ring).size(TypeId(0)), count);
    }
}
