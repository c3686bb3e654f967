"""Linear-chain CRF in the log semiring, with partial and with soft supervision.

The partition function is an associative product of [N, N] matrices, computed as a balanced tree, so
that a window of n tokens costs log2(n) batched steps.
"""
import torch

from . import tags


def log_partition(emissions: torch.Tensor, transitions: torch.Tensor,
                  mask: torch.Tensor) -> torch.Tensor:
    """log of the summed scores of all tag sequences.

    emissions [B, L, N] (FORBIDDEN where a tag is not allowed), transitions [N, N] or [B, N, N],
    mask [B, L] with the padding at the end. A sequence may start with any tag, since a window may
    start inside a span. Returns [B].
    """
    batch, length, n = emissions.shape
    if transitions.dim() == 2:
        transitions = transitions.expand(batch, n, n)
    eye = torch.full((n, n), tags.FORBIDDEN, dtype=emissions.dtype, device=emissions.device)
    eye.fill_diagonal_(0.0)
    chain = transitions[:, None] + emissions[:, 1:, None, :]
    chain = torch.where(mask[:, 1:, None, None], chain, eye)
    while chain.shape[1] > 1:
        if chain.shape[1] % 2:
            chain = torch.cat([chain, eye.expand(batch, 1, n, n)], 1)
        left, right = chain[:, 0::2], chain[:, 1::2]
        chain = torch.logsumexp(left.unsqueeze(-1) + right.unsqueeze(-3), dim=-2)
    first = emissions[:, 0]
    if chain.shape[1] == 0:
        return torch.logsumexp(first, -1)
    return torch.logsumexp(first.unsqueeze(-1) + chain[:, 0], dim=(-1, -2))


def allowed_score(emissions, transitions, mask, allowed):
    """log of the summed scores of the tag sequences that are `allowed` [B, L, N]; [B]."""
    return log_partition(emissions.masked_fill(~allowed, tags.FORBIDDEN), transitions, mask)


def expected_score(emissions, soft):
    """The score that tags drawn from `soft` [B, L, N] have on average, but for the transitions; [B].

    log_partition() less this is the cross-entropy against the teacher that `soft` are the marginals of,
    up to what does not depend on the emissions; its gradient is the model's marginals less the
    teacher's (posterior distillation: Wang et al. 2020, "Structure-Level Knowledge Distillation For
    Multilingual Sequence Labeling").
    """
    return (emissions * soft).sum((-1, -2))
