using System.Net.NetworkInformation;

namespace Nvr.Board.Poe;

/// <summary>
/// Who was last heard behind which port. A camera that hangs is silent and ages out of every table, and is just the one that is looked for: it is kept until somebody else is
/// heard at its port, or it at another one. Thread-safe.
/// </summary>
public sealed class HeardMacs
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, IReadOnlyList<PhysicalAddress>> heard = new(StringComparer.Ordinal);

    /// <summary>Takes in who is heard at a port now, and tells who counts as being there.</summary>
    public IReadOnlyList<PhysicalAddress> Note(string port, IReadOnlyList<PhysicalAddress> now)
    {
        lock (gate)
        {
            if (now.Count == 0)
            {
                return heard.GetValueOrDefault(port) ?? [];
            }
            foreach (string other in heard.Keys.Where(k => k != port).ToArray())
            {
                heard[other] = [.. heard[other].Except(now)];
            }
            return heard[port] = now;
        }
    }
}
