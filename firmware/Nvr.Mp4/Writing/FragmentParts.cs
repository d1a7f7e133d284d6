using System.Collections;

namespace Nvr.Mp4.Writing;

/// <summary>The pieces of a fragment in file order; keeps its table from fragment to fragment. Not thread-safe.</summary>
internal sealed class FragmentParts : IReadOnlyList<ReadOnlyMemory<byte>>
{
    private ReadOnlyMemory<byte>[] table = [];

    public int Count { get; private set; }

    public ReadOnlySpan<ReadOnlyMemory<byte>> Span => table.AsSpan(0, Count);

    public ReadOnlyMemory<byte> this[int index] => Span[index];

    /// <summary>Begins anew with the head; returns the room for the others, which the caller fills.</summary>
    public Span<ReadOnlyMemory<byte>> Begin(ReadOnlyMemory<byte> head, int others)
    {
        Count = 1 + others;
        if (table.Length < Count)
        {
            table = new ReadOnlyMemory<byte>[Count + (Count / 2)];
        }
        table[0] = head;
        return table.AsSpan(1, others);
    }

    public void Clear()
    {
        Array.Clear(table, 0, Count);
        Count = 0;
    }

    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => new ArraySegment<ReadOnlyMemory<byte>>(table, 0, Count).AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
