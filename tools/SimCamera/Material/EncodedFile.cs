using System.Globalization;

namespace SimCamera.Material;

/// <summary>
/// Coded packets back to back, and the list that says where each begins, as ffmpeg's <c>data</c> and <c>framecrc</c> muxers wrote
/// them: one encoding gives both, so no container has to be parsed. Immutable.
/// </summary>
internal sealed class EncodedFile
{
    private EncodedFile(ReadOnlyMemory<byte> data, List<EncodedPacket> packets, long numerator, long denominator)
    {
        Data = data;
        Packets = packets;
        TimeBaseNumerator = numerator;
        TimeBaseDenominator = denominator;
    }

    public ReadOnlyMemory<byte> Data { get; }

    public List<EncodedPacket> Packets { get; }

    public long TimeBaseNumerator { get; }

    public long TimeBaseDenominator { get; }

    public static async Task<EncodedFile> LoadAsync(string dataPath, string listPath, CancellationToken stop)
    {
        byte[] data = await File.ReadAllBytesAsync(dataPath, stop).ConfigureAwait(false);
        string[] lines = await File.ReadAllLinesAsync(listPath, stop).ConfigureAwait(false);
        long[] timeBase = TimeBase(lines);
        var packets = new List<EncodedPacket>();
        foreach (string line in lines)
        {
            if (!line.StartsWith('#'))
            {
                string[] fields = line.Split(',', StringSplitOptions.TrimEntries);
                packets.Add(new EncodedPacket(Number(fields[2]), (int)Number(fields[4])));
            }
        }

        if (packets.Count == 0 || packets.Sum(p => (long)p.Bytes) != data.Length)
        {
            throw new InvalidDataException($"The material {dataPath} does not fit its list; delete both.");
        }

        return new EncodedFile(data, packets, timeBase[0], timeBase[1]);
    }

    private static long[] TimeBase(string[] lines)
    {
        const string mark = "#tb 0: ";
        string line = Array.Find(lines, l => l.StartsWith(mark, StringComparison.Ordinal)) ?? mark + "1/1";
        return [.. line[mark.Length..].Split('/').Select(Number)];
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
