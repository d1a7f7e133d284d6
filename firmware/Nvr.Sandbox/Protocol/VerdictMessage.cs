using System.Buffers.Binary;
using System.Text;

namespace Nvr.Sandbox.Protocol;

/// <summary>
/// What the process thinks of the model that it was given: 1 byte 0 or 1, 3 bytes zero, 4 bytes microseconds for one look (0 where it is not usable), then a sentence for the user in UTF-8, empty where it is usable. Told once after it
/// was tried, and once more if it fails later: from then on the process looks for what moves alone. The sentence is cut and cleaned on both sides, because a model has its words in it. Immutable.
/// </summary>
public sealed record VerdictMessage(bool IsUsable, int LookUs, string Sentence)
{
    private const int HeaderBytes = 8;

    public byte[] Write()
    {
        byte[] bytes = [IsUsable ? (byte)1 : (byte)0, .. new byte[HeaderBytes - 1], .. Encoding.UTF8.GetBytes(FailureMessage.Plain(Sentence))];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), LookUs);
        return bytes;
    }

    /// <summary>Null when the payload is malformed.</summary>
    public static VerdictMessage? Read(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < HeaderBytes || payload[0] > 1 || (payload[1] | payload[2] | payload[3]) != 0 || BinaryPrimitives.ReadInt32LittleEndian(payload[4..]) < 0)
        {
            return null;
        }
        var read = new VerdictMessage(payload[0] == 1, BinaryPrimitives.ReadInt32LittleEndian(payload[4..]), FailureMessage.Plain(Encoding.UTF8.GetString(payload[HeaderBytes..])));
        return read.IsUsable == (read.Sentence.Length == 0) ? read : null;
    }
}
