using System.Buffers.Binary;
using System.Text;
using Fuzz.Engine;
using Fuzz.Material;
using Nvr.Core;
using Nvr.Rtsp.Connection;

namespace Fuzz.Targets;

/// <summary>
/// One connection's bytes: messages between interleaved frames. Only NvrException (Protocol) may come out, and the same bytes in other
/// reads give the same pieces.
/// </summary>
internal sealed class RtspTarget(MaterialStore material) : IFuzzTarget
{
    private readonly ChannelMap channels = MakeChannels();

    public string Name => "rtsp";

    public int MaxBytes => 512 * 1024;

    public IReadOnlyList<byte[]> Words { get; } =
    [
        .. Split.Words(
            "RTSP/1.0 200 OK\r\n", "RTSP/", "R", "OPTIONS rtsp://cam/ RTSP/1.0\r\n", "CSeq: 1\r\n", "Content-Length: ", "\r\n\r\n", "\n", "\r", ":", " ", "\0",
            "$", "$\0\0\u0010\u0080", "$\u0001\0\u0004\u0080", "$\u0009\u00ff\u00ff"),
    ];

    public IEnumerable<byte[]> Seeds()
    {
        foreach (Recording recording in material.Recordings)
        {
            byte[] body = Encoding.UTF8.GetBytes(recording.Sdp);
            byte[] frames = [.. recording.Packets.Take(12).SelectMany(p => Frame(p))];
            byte[] answer = [.. Encoding.ASCII.GetBytes($"RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Base: rtsp://cam/\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];
            yield return answer;
            yield return [.. frames, .. "RTSP/1.0 200 OK\r\nCSeq: 3\r\nSession: 1;timeout=60\r\n\r\n"u8, .. frames, .. "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n"u8];
            yield return [.. frames, .. answer.AsSpan(0, answer.Length / 2), .. frames, .. "junk RTSP/ "u8, .. frames];
        }
    }

    public IReadOnlyList<Range> Pieces(byte[] input)
    {
        var pieces = new List<Range>();
        for (int at = 0; at < input.Length;)
        {
            int next = input.AsSpan(at + 1).IndexOfAny((byte)'$', (byte)'\n');
            int end = next < 0 ? input.Length : at + 1 + next + (input[at + 1 + next] == '\n' ? 1 : 0);
            pieces.Add(at..end);
            at = end;
        }
        return pieces;
    }

    public void Run(byte[] input)
    {
        List<string> whole = Read(input, new Random(0), int.MaxValue);
        var cuts = new Random(input.Length);
        List<string> cut = Read(input, cuts, Math.Max(16, input.Length / 16));
        BrokenPromiseException.Unless(whole.SequenceEqual(cut), "other reads of the same bytes give other pieces");
    }

    private static byte[] Frame(RecordedPacket packet)
    {
        byte[] frame = [(byte)'$', (byte)(packet.IsControl ? 1 : 0), 0, 0, .. packet.Bytes];
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)packet.Bytes.Length);
        return frame;
    }

    private static ChannelMap MakeChannels()
    {
        var map = new ChannelMap();
        map.Set(0, 0, 1);
        map.Set(1, 2, 3);
        return map;
    }

    private List<string> Read(byte[] input, Random cuts, int longest)
    {
        var pieces = new List<string>();
        using var reader = new WireReader(channels);
        try
        {
            for (int at = 0; at < input.Length;)
            {
                Span<byte> room = reader.Room();
                BrokenPromiseException.Unless(room.Length > 0, "no room to read into");
                int count = Math.Min(Math.Min(room.Length, input.Length - at), longest == int.MaxValue ? longest : cuts.Next(1, longest + 1));
                input.AsSpan(at, count).CopyTo(room);
                reader.Add(count);
                at += count;
                Take(reader, pieces);
            }
        }
        catch (NvrException e) when (e.Kind == ErrorKind.Protocol)
        {
            pieces.Add(e.Message);
        }
        BrokenPromiseException.Unless(reader.GarbageBytes <= input.Length, "more bytes skipped than came");
        return pieces;
    }

    private static void Take(WireReader reader, List<string> pieces)
    {
        while (reader.TryTake(out WirePiece piece))
        {
            pieces.Add($"{piece.Channel} {piece.HeadLength} {piece.Bytes.Length} {Nvr.Mp4.Boxes.Crc32C.Of(piece.Bytes)}");
            if (piece.IsMessage)
            {
                RtspMessage message = RtspMessage.Decode(piece);
                BrokenPromiseException.Unless(message.Body is not null && message.CSeq is null or >= 0, "a message without body");
            }
        }
    }
}
