using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Fuzz.Engine;

/// <summary>
/// Which branches of the instrumented rooms an input took. SharpFuzz's instrumentation counts edges into one map for the process;
/// an input is new when an edge was taken that never was, or in another order of magnitude. One thread.
/// </summary>
internal sealed unsafe class Coverage
{
    // The size that SharpFuzz's instrumentation writes to.
    private const int MapBytes = 1 << 16;

    // Never freed: the rooms go on counting until the process ends.
    private readonly byte* counts = (byte*)NativeMemory.AllocZeroed(MapBytes);
    private readonly byte[] seen = new byte[MapBytes];

    public Coverage() => Trace.SharedMem = counts;

    /// <summary>Edges taken by any input so far.</summary>
    public int Edges { get; private set; }

    public void Begin()
    {
        Trace.PrevLocation = 0;
        new Span<byte>(counts, MapBytes).Clear();
    }

    /// <summary>True when the run since <see cref="Begin"/> went where none went before.</summary>
    public bool Learn()
    {
        bool isNew = false;
        var words = new ReadOnlySpan<ulong>(counts, MapBytes / sizeof(ulong));
        for (int word = words.IndexOfAnyExcept(0ul); word >= 0;)
        {
            for (int at = word * sizeof(ulong); at < (word + 1) * sizeof(ulong); at++)
            {
                isNew |= LearnEdge(at);
            }
            int next = words[(word + 1)..].IndexOfAnyExcept(0ul);
            word = next < 0 ? -1 : word + 1 + next;
        }
        return isNew;
    }

    private bool LearnEdge(int at)
    {
        byte magnitude = Magnitude(counts[at]);
        if ((seen[at] | magnitude) == seen[at])
        {
            return false;
        }
        Edges += seen[at] == 0 ? 1 : 0;
        seen[at] |= magnitude;
        return true;
    }

    // AFL's classes of hit counts: 1, 2, 3, 4-7, 8-15, 16-31, 32-127, 128 and more.
    private static byte Magnitude(byte count) => count switch
    {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
