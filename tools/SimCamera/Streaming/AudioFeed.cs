using SimCamera.Material;
using SimCamera.Quirks;
using SimCamera.Rtp;

namespace SimCamera.Streaming;

/// <summary>Sends a camera's sound to one session: packet k is due when its first sample was, k packets after the server's start.</summary>
internal sealed class AudioFeed(AudioMaterial material, CameraPlan plan, RtpFlow flow, long startUs) : ITrackFeed
{
    private readonly AudioDraft _draft = new();
    private long _counter;

    public RtpFlow Flow { get; } = flow;

    public bool Paces => false;

    public long NextDueUs => startUs + plan.AudioDelayUs + SinceStartUs(_counter);

    public uint NextRtpTime => RtpTimeOf(_counter);

    private AudioFormat Format => material.Format;

    public void Align(long nowUs)
    {
        long since = Math.Max(0, nowUs - startUs);
        long packetUs = SinceStartUs(1);
        _counter = (since + packetUs - 1) / packetUs;
    }

    public void Collect(long nowUs, PacketBatch batch)
    {
        for (; NextDueUs <= nowUs; _counter++)
        {
            _draft.RtpTime = RtpTimeOf(_counter);
            _draft.Drop = false;
            _draft.Payload = material.Packets[_counter % material.Packets.Length];
            foreach (Quirk quirk in plan.Quirks)
            {
                quirk.OnSound(_draft);
            }

            if (!_draft.Drop)
            {
                Write(batch);
                _draft.SentBefore++;
            }
        }
    }

    private void Write(PacketBatch batch)
    {
        ReadOnlySpan<byte> payload = _draft.Payload.Span;
        if (Format.Codec == AudioCodec.Aac)
        {
            // RFC 3640, 3.3.6: one 16-bit AU header, its size in the upper 13 bits.
            int size = payload.Length << 3;
            Flow.Write(batch, true, _draft.RtpTime, [0, 16, (byte)(size >> 8), (byte)size], payload);
            return;
        }

        Flow.Write(batch, _draft.SentBefore == 0, _draft.RtpTime, payload, default);
    }

    private long SinceStartUs(long counter) => counter * Format.SamplesPerPacket * 1_000_000 / Format.ClockRate;

    private uint RtpTimeOf(long counter) => Flow.TimeBase + (uint)(counter * Format.SamplesPerPacket);
}
