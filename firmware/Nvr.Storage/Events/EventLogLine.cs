using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Nvr.Storage.Events;

/// <summary>
/// A line of an event log: eight hexadecimal digits of CRC-32C (RFC 3720 B.4) over the JSON, a space, the JSON, a line feed. A line that a power cut
/// or a bad disk damaged does not match, and reading goes on with the next.
/// </summary>
internal static class EventLogLine
{
    private const int SumDigits = 8;

    public static byte[] Write(EventLogRecord record)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(record, EventLogJson.Plain.EventLogRecord);
        byte[] line = new byte[SumDigits + 1 + json.Length + 1];
        Encoding.ASCII.GetBytes(Sum(json).ToString("x8", CultureInfo.InvariantCulture), line);
        line[SumDigits] = (byte)' ';
        json.CopyTo(line, SumDigits + 1);
        line[^1] = (byte)'\n';
        return line;
    }

    /// <summary>Null when the line, without its line feed, is not whole.</summary>
    public static EventLogRecord? Read(ReadOnlySpan<byte> line)
    {
        if (line.Length <= SumDigits + 1 || !uint.TryParse(line[..SumDigits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint sum))
        {
            return null;
        }
        ReadOnlySpan<byte> json = line[(SumDigits + 1)..];
        if (sum != Sum(json))
        {
            return null;
        }
        try
        {
            return JsonSerializer.Deserialize(json, EventLogJson.Plain.EventLogRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static uint Sum(ReadOnlySpan<byte> data)
    {
        uint state = uint.MaxValue;
        foreach (byte value in data)
        {
            state = BitOperations.Crc32C(state, value);
        }
        return ~state;
    }
}
