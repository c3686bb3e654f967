"""Linear-chain CRF in the log semiring, with partial supervision.

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


def negative_log_likelihood(emissions, transitions, mask, allowed):
    """-log P(the tags are among those `allowed` [B, L, N]); [B]."""
    held = emissions.masked_fill(~allowed, tags.FORBIDDEN)
    return log_partition(emissions, transitions, mask) - log_partition(held, transitions, mask)
