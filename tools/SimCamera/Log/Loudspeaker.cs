using System.Buffers.Binary;

namespace SimCamera.Log;

/// <summary>
/// What a camera was sent for its loudspeaker, in the order of arrival. Keeps the last minute; with a file named, all payloads are written there,
/// one behind the other. Thread-safe.
/// </summary>
public sealed class Loudspeaker(string? file)
{
    private const int MaxPackets = 3000;
    private const int HeaderBytes = 12;
    private readonly Lock _lock = new();
    private readonly Queue<HeardPacket> _heard = new();

    /// <summary>Packets since the start.</summary>
    public long Packets { get; private set; }

    /// <summary>What was no RTP packet.</summary>
    public long Nonsense { get; private set; }

    public IReadOnlyList<HeardPacket> Heard
    {
        get
        {
            lock (_lock)
            {
                return [.. _heard];
            }
        }
    }

    internal void Take(ReadOnlySpan<byte> rtp, long arrivalUs)
    {
        lock (_lock)
        {
            if (rtp.Length < HeaderBytes || rtp[0] != 0x80)
            {
                Nonsense++;
                return;
            }

            Packets++;
            byte[] payload = rtp[HeaderBytes..].ToArray();
            _heard.Enqueue(new HeardPacket(
                rtp[1] & 0x7F, (rtp[1] & 0x80) != 0, BinaryPrimitives.ReadUInt16BigEndian(rtp[2..]), BinaryPrimitives.ReadUInt32BigEndian(rtp[4..]), arrivalUs, payload));
            if (_heard.Count > MaxPackets)
            {
                _heard.Dequeue();
            }

            Write_NeedsLock(payload);
        }
    }

    private void Write_NeedsLock(byte[] payload)
    {
        if (file is not null)
        {
            using FileStream stream = new(file, FileMode.Append);
            stream.Write(payload);
        }
    }
}
