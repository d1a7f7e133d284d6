using SimCamera.Quirks;
using SimCamera.Rtp;

namespace SimCamera.Streaming;

/// <summary>Sends an ONVIF metadata document five times a second to one session, cut into packets where it is long.</summary>
internal sealed class MetadataFeed(RtpFlow flow, long startUs, MetadataDocument document, CameraPlan plan) : ITrackFeed
{
    private const long PeriodUs = 200_000;
    private readonly MetadataDraft _draft = new();
    private long _counter;

    public RtpFlow Flow { get; } = flow;

    public bool Paces => false;

    public long NextDueUs => startUs + (_counter * PeriodUs);

    public uint NextRtpTime => Flow.TimeAt(_counter * PeriodUs);

    public void Align(long nowUs) => _counter = Math.Max(0, (nowUs - startUs) / PeriodUs);

    public void Collect(long nowUs, PacketBatch batch)
    {
        for (; NextDueUs <= nowUs; _counter++)
        {
            _draft.Begin(document.Write(_counter), _counter);
            foreach (Quirk quirk in plan.Quirks)
            {
                quirk.OnMetadata(_draft);
            }

            Write(batch);
        }
    }

    private void Write(PacketBatch batch)
    {
        ReadOnlySpan<byte> rest = _draft.Bytes;
        while (rest.Length > 0)
        {
            int length = Math.Min(rest.Length, _draft.PacketBytes);
            // The marker ends a document (ONVIF Streaming, 5.1.2.1.1).
            Flow.Write(batch, _draft.Marks && length == rest.Length, NextRtpTime, rest[..length], default);
            rest = rest[length..];
        }
    }
}
