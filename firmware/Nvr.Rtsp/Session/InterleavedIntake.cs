using Nvr.Core.Media;
using Nvr.Rtsp.Connection;
using Nvr.Rtsp.Replay;

namespace Nvr.Rtsp.Session;

/// <summary>
/// Empties the control connection: media frames go to their tracks, replies to the keep-alive, the camera's requests get answers.
/// One thread; allocates only for messages, which are rare.
/// </summary>
internal sealed class InterleavedIntake(RtspDialogue dialogue, ChannelMap channels, RtspTrack[] tracks, KeepAlive keepAlive)
{
    // So that one camera that sends faster than it is read cannot keep the pump thread from the others.
    private const int MaxGulps = 16;

    public long Packets { get; private set; }

    /// <summary>Null for a live stream.</summary>
    public ReplayIntake? Replay { get; set; }

    public long ForeignFrames { get; private set; }

    /// <summary>Returns the bytes read.</summary>
    public int Drain(long nowUs, IAccessUnitSink sink)
    {
        if (dialogue.Early.Any)
        {
            ReleaseEarly(nowUs, sink);
        }
        TakeAll(nowUs, sink);
        int total = 0;
        bool more = true;
        // What is replayed as fast as the camera can is read no faster than the caller wants.
        for (int gulp = 0; more && gulp < (Replay is null ? MaxGulps : 1); gulp++)
        {
            total += dialogue.Channel.Fill(out more);
            TakeAll(nowUs, sink);
        }
        dialogue.Channel.Rest();
        return total;
    }

    private void ReleaseEarly(long nowUs, IAccessUnitSink sink)
    {
        foreach ((int channel, byte[] bytes) in dialogue.Early.Release())
        {
            Route(channel, bytes, nowUs, sink);
        }
    }

    private void TakeAll(long nowUs, IAccessUnitSink sink)
    {
        while (dialogue.Channel.TryTake(out WirePiece piece))
        {
            if (piece.IsMessage)
            {
                Take(RtspMessage.Decode(piece), nowUs);
            }
            else
            {
                Route(piece.Channel, piece.Bytes, nowUs, sink);
            }
        }
    }

    private void Take(RtspMessage message, long nowUs)
    {
        if (message.IsReply)
        {
            keepAlive.Take(message, nowUs);
        }
        else
        {
            dialogue.Answer(message);
        }
    }

    private void Deliver(int track, ReadOnlySpan<byte> bytes, long nowUs, IAccessUnitSink sink)
    {
        if (Replay is null)
        {
            tracks[track].Receiver.Receive(bytes, nowUs, sink);
        }
        else
        {
            Replay.Receive(track, tracks[track].Receiver, bytes);
        }
    }

    private void Route(int channel, ReadOnlySpan<byte> bytes, long nowUs, IAccessUnitSink sink)
    {
        if (!channels.TryRoute(channel, out int track, out bool isControl) || track >= tracks.Length)
        {
            ForeignFrames++;
        }
        else if (isControl)
        {
            tracks[track].Receiver.ReceiveRtcp(bytes, nowUs);
        }
        else
        {
            Packets++;
            Deliver(track, bytes, nowUs, sink);
        }
    }
}
