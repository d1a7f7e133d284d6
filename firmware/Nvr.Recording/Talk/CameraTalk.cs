using System.Buffers;
using Nvr.Audio;
using Nvr.Rtsp.Talk;

namespace Nvr.Recording.Talk;

/// <summary>A talk over the camera's back channel; owns the session.</summary>
internal sealed class CameraTalk(TalkSession session, Action leave) : ITalk
{
    public void Say(ReadOnlySpan<short> samples)
    {
        byte[] coded = ArrayPool<byte>.Shared.Rent(samples.Length);
        if (session.Coding == TalkCoding.PcmAlaw)
        {
            G711Encoder.ToAlaw(samples, coded);
        }
        else
        {
            G711Encoder.ToMulaw(samples, coded);
        }
        session.Say(coded.AsSpan(0, samples.Length));
        ArrayPool<byte>.Shared.Return(coded);
    }

    public Task RunAsync(CancellationToken stop) => session.RunAsync(stop);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await session.DisposeAsync();
        }
        finally
        {
            leave();
        }
    }
}
