using System.Collections.Concurrent;

namespace Nvr.Board.Linux.Sticks;

/// <summary>What only mounting a stick could show, for as long as it is plugged in. Thread-safe.</summary>
internal sealed class StickFindings
{
    private readonly ConcurrentDictionary<string, StickFinding> found = [];

    public void Add(string stickId, StickFinding finding) => found[stickId] = finding;

    public bool Has(string stickId, StickFinding finding) => found.TryGetValue(stickId, out StickFinding known) && known == finding;

    /// <summary>Forgets the sticks that are not among these.</summary>
    public void Keep(IReadOnlySet<string> stickIds)
    {
        foreach (string gone in found.Keys.Where(k => !stickIds.Contains(k)))
        {
            found.TryRemove(gone, out _);
        }
    }
}

/// <summary>What mounting a stick showed.</summary>
internal enum StickFinding
{
    CannotBeMounted,
    HoldsFootage,
}
