using System.Globalization;

namespace Nvr.Board.Snmp.Wire;

/// <summary>The name of a value in a MIB: at most 128 numbers (RFC 3416 section 4.1). Immutable; ordered as agents order their values.</summary>
internal readonly struct ObjectId : IEquatable<ObjectId>, IComparable<ObjectId>
{
    public const int MostArcs = 128;

    private readonly uint[]? arcs;

    private ObjectId(uint[] arcs) => this.arcs = arcs;

    public ReadOnlySpan<uint> Arcs => arcs;

    /// <summary>For names that the program knows; FormatException for what is none.</summary>
    public static ObjectId Of(string text) => TryParse(text, out ObjectId id) ? id : throw new FormatException($"\"{text}\" is no object identifier.");

    public static bool TryParse(string text, out ObjectId id)
    {
        id = default;
        string[] parts = text.Split('.', MostArcs + 1);
        uint[] read = new uint[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!uint.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out read[i]))
            {
                return false;
            }
        }
        id = new ObjectId(read);
        // The first two numbers share one on the wire (X.690 section 8.19.4).
        return read.Length is >= 2 and <= MostArcs && read[0] <= 2 && (read[0] == 2 || read[1] < 40);
    }

    public ObjectId With(params ReadOnlySpan<uint> more) => new([.. Arcs, .. more]);

    public bool IsBelow(ObjectId root) => Arcs.Length > root.Arcs.Length && Arcs.StartsWith(root.Arcs);

    /// <summary>What follows behind the root's numbers; the name must be below it.</summary>
    public ReadOnlySpan<uint> Behind(ObjectId root) => Arcs[root.Arcs.Length..];

    public int CompareTo(ObjectId other) => Arcs.SequenceCompareTo(other.Arcs);

    public bool Equals(ObjectId other) => Arcs.SequenceEqual(other.Arcs);

    public override bool Equals(object? obj) => obj is ObjectId other && Equals(other);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (uint arc in Arcs)
        {
            hash.Add(arc);
        }
        return hash.ToHashCode();
    }

    public override string ToString() => string.Join('.', (arcs ?? []).Select(a => a.ToString(CultureInfo.InvariantCulture)));
}
