//! The coarsest partition of a graph's nodes in which the nodes of one class have the same label, and successors of the
//! same classes in the same order.
//!
//! As in Hopcroft's algorithm, when a class splits, its largest part keeps the number. So a node gets a new number at most as
//! often as its class can be halved. Looking at all nodes until nothing changes would take a round for each link of a
//! chain.

use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Numbers the class of each node, from 0 in the order of each class's first node.
///
/// `labels` has the label of each node, `successors` the indices of the nodes that it leads to.
pub(crate) fn coarsest(labels: &[usize], successors: &[Vec<usize>]) -> Vec<usize> {
    let mut partition = Partition::by_label(labels, successors);
    while let Some(class) = partition.waiting.pop_first() {
        partition.split(class);
    }
    partition.numbered()
}

struct Partition<'s> {
    successors: &'s [Vec<usize>],
    predecessors: Vec<Vec<usize>>,
    /// The class of each node.
    classes: Vec<usize>,
    /// The place of each node among the members of its class.
    positions: Vec<usize>,
    members: Vec<Vec<usize>>,
    /// The nodes of each class whose successors have changed since it was split. All others have equal successors.
    changed: Vec<BTreeSet<usize>>,
    /// The classes that have such nodes.
    waiting: BTreeSet<usize>,
}

impl<'s> Partition<'s> {
    fn by_label(labels: &[usize], successors: &'s [Vec<usize>]) -> Self {
        let mut predecessors = vec![Vec::new(); labels.len()];
        for (node, targets) in successors.iter().enumerate() {
            for target in targets {
                if let Some(list) = predecessors.get_mut(*target) {
                    list.push(node);
                }
            }
        }
        let mut by_label: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (node, label) in labels.iter().enumerate() {
            by_label.entry(*label).or_default().push(node);
        }
        let mut partition = Self {
            successors,
            predecessors,
            classes: vec![0; labels.len()],
            positions: vec![0; labels.len()],
            members: Vec::new(),
            changed: Vec::new(),
            waiting: BTreeSet::new(),
        };
        for members in by_label.into_values() {
            partition.waiting.insert(partition.members.len());
            partition.changed.push(members.iter().copied().collect());
            partition.add_class(members);
        }
        partition
    }

    /// Makes `members` a class, whatever they were before.
    fn add_class(&mut self, members: Vec<usize>) {
        let class = self.members.len();
        for (position, node) in members.iter().enumerate() {
            set(&mut self.classes, *node, class);
            set(&mut self.positions, *node, position);
        }
        self.members.push(members);
        self.changed.resize_with(self.members.len(), BTreeSet::new);
    }

    /// Splits a class by the successors of the nodes in it that have changed.
    fn split(&mut self, class: usize) {
        let changed = self.changed.get_mut(class).map(std::mem::take).unwrap_or_default();
        let count = self.members.get(class).map_or(0, Vec::len);
        // In the order of the nodes, so that the result is the same in each run.
        let mut index: HashMap<Vec<usize>, usize> = HashMap::new();
        let mut parts: Vec<Vec<usize>> = Vec::new();
        for node in &changed {
            let part = *index.entry(self.signature(*node)).or_insert(parts.len());
            match parts.get_mut(part) {
                Some(part) => part.push(*node),
                None => parts.push(vec![*node]),
            }
        }
        let rest = count.saturating_sub(changed.len());
        let largest = parts.iter().enumerate().max_by_key(|(_, part)| part.len()).map(|(at, part)| (at, part.len()));
        match largest {
            Some((at, size)) if size > rest => {
                parts.swap_remove(at);
                if rest > 0 {
                    let members = self.members.get(class).into_iter().flatten();
                    parts.push(members.copied().filter(|node| !changed.contains(node)).collect());
                }
            }
            _ => {}
        }
        for part in &parts {
            self.move_out(class, part);
        }
        // Not before all of them are where they belong: a part can lead to another of the same class.
        for node in parts.iter().flatten() {
            self.mark_predecessors(*node);
        }
    }

    fn signature(&self, node: usize) -> Vec<usize> {
        let successors = self.successors.get(node).into_iter().flatten();
        successors.map(|successor| self.classes.get(*successor).copied().unwrap_or(usize::MAX)).collect()
    }

    /// Makes a part of a class one of its own.
    fn move_out(&mut self, class: usize, part: &[usize]) {
        for node in part {
            let position = self.positions.get(*node).copied().unwrap_or(usize::MAX);
            let Some(members) = self.members.get_mut(class).filter(|members| position < members.len()) else {
                continue;
            };
            members.swap_remove(position);
            if let Some(moved) = members.get(position).copied() {
                set(&mut self.positions, moved, position);
            }
        }
        self.add_class(part.to_vec());
    }

    fn mark_predecessors(&mut self, node: usize) {
        for predecessor in self.predecessors.get(node).into_iter().flatten() {
            let Some(class) = self.classes.get(*predecessor).copied() else { continue };
            if let Some(changed) = self.changed.get_mut(class) {
                changed.insert(*predecessor);
                self.waiting.insert(class);
            }
        }
    }

    fn numbered(self) -> Vec<usize> {
        let mut numbers: HashMap<usize, usize> = HashMap::new();
        let number = |class: &usize| {
            let next = numbers.len();
            *numbers.entry(*class).or_insert(next)
        };
        self.classes.iter().map(number).collect()
    }
}

fn set(list: &mut [usize], index: usize, value: usize) {
    if let Some(slot) = list.get_mut(index) {
        *slot = value;
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test that panics has failed")]
mod tests {
    use super::coarsest;

    #[test]
    fn labels_alone_tell_leaves_apart() {
        assert_eq!(coarsest(&[7, 3, 7], &[vec![], vec![], vec![]]), [0, 1, 0]);
        assert_eq!(coarsest(&[], &[]), Vec::<usize>::new());
    }

    #[test]
    fn cycles_cut_at_different_places_are_equal() {
        // 0 -> 1 -> 0, and 2 -> 2.
        assert_eq!(coarsest(&[0, 0, 0], &[vec![1], vec![0], vec![2]]), [0, 0, 0]);
        // The order of successors tells apart: 1 and 2 differ.
        assert_eq!(coarsest(&[0, 1, 2, 0], &[vec![1, 2], vec![], vec![], vec![2, 1]]), [0, 1, 2, 3]);
    }

    /// Refinement as the definition has it: all nodes, until nothing changes.
    fn by_definition(labels: &[usize], successors: &[Vec<usize>]) -> Vec<usize> {
        let mut classes = labels.to_vec();
        loop {
            let key = |node: usize| (classes[node], successors[node].iter().map(|to| classes[*to]).collect::<Vec<_>>());
            let mut keys = Vec::new();
            let next: Vec<usize> = (0..labels.len())
                .map(|node| {
                    let key = key(node);
                    keys.iter().position(|other| *other == key).unwrap_or_else(|| {
                        keys.push(key);
                        keys.len() - 1
                    })
                })
                .collect();
            if next == classes {
                return next;
            }
            classes = next;
        }
    }

    #[test]
    fn any_graph_comes_out_as_defined() {
        let mut state = 1_u64;
        let mut random = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % below
        };
        for _ in 0..2_000 {
            let count = 1 + random(12);
            let (labels, edges) = (1 + random(3), random(3));
            let labels: Vec<usize> = (0..count).map(|_| random(labels)).collect();
            let successors: Vec<Vec<usize>> = (0..count).map(|_| (0..edges).map(|_| random(count)).collect()).collect();
            assert_eq!(
                coarsest(&labels, &successors),
                by_definition(&labels, &successors),
                "{labels:?} {successors:?}"
            );
        }
    }

    #[test]
    fn a_long_chain_takes_no_round_for_each_link() {
        // Each node differs from the next by its distance to the end alone; a round for each would be 4 * 10^10 steps.
        let count = 200_000;
        let successors: Vec<Vec<usize>> = (0..count).map(|node| vec![(node + 1).min(count - 1)]).collect();
        let labels: Vec<usize> = (0..count).map(|node| usize::from(node == count - 1)).collect();
        assert_eq!(coarsest(&labels, &successors), (0..count).collect::<Vec<_>>());
    }
}
