using FFmpeg.AutoGen;
using Nvr.Core;
using Nvr.Core.Media;

namespace Nvr.Media.Stills;

/// <summary>
/// Decodes single pictures, each from its key frame on and by a decoder of its own: what one unit did to a decoder, the next does not find. Used by one thread.
/// </summary>
internal sealed unsafe class StillDecoder : IDisposable
{
    private readonly AVPacket* packet = (AVPacket*)FFmpegError.Allocated(ffmpeg.av_packet_alloc());

    private Decoder? decoder;

    /// <summary>What follows begins with a key frame. Throws <see cref="NvrException"/> of kind Unsupported for a format that FFmpeg has no decoder for.</summary>
    /// <param name="format">How units are coded, with their configuration record.</param>
    /// <param name="isCoarse">Leaves block edges unsmoothed, which nobody sees in a picture that is made much smaller.</param>
    public void Begin(TrackFormat format, bool isCoarse)
    {
        End();
        decoder = Decoder.Open(IdOf(format.Codec), context =>
        {
            context->skip_loop_filter = isCoarse ? AVDiscard.AVDISCARD_ALL : context->skip_loop_filter;
            Decoder.Configure(context, format.Config.Span);
        });
    }

    /// <summary>Decodes a unit from which later ones are made.</summary>
    /// <param name="data">One access unit, as the format lays it out.</param>
    public void Pass(ReadOnlySpan<byte> data)
    {
        if (decoder is not null)
        {
            Decode(data, _ => { });
        }
    }

    /// <summary>Decodes the last unit and hands on what comes out of it and of those before, in the order in which it is shown, valid during the call; false when that is nothing.</summary>
    /// <param name="data">One access unit, as the format lays it out.</param>
    /// <param name="taker">Takes the pictures; the last is the one that is wanted.</param>
    public bool Finish(ReadOnlySpan<byte> data, Decoder.FrameTaker taker)
    {
        bool taken = false;
        if (decoder is not null)
        {
            Decode(data, Take);
            // Nothing follows: whatever waits to be put in order comes out now.
            decoder.Decode(null, Take);
            End();
        }
        return taken;

        void Take(AVFrame* frame)
        {
            if (frame->width > 0 && frame->height > 0)
            {
                taken = true;
                taker(frame);
            }
        }
    }

    public void Dispose()
    {
        End();
        AVPacket* last = packet;
        ffmpeg.av_packet_free(&last);
    }

    private void Decode(ReadOnlySpan<byte> data, Decoder.FrameTaker taker)
    {
        FFmpegError.Check(ffmpeg.av_new_packet(packet, data.Length), ErrorKind.Exhausted, "There is no memory left for pictures.");
        data.CopyTo(new Span<byte>(packet->data, data.Length));
        decoder!.Decode(packet, taker);
        ffmpeg.av_packet_unref(packet);
    }

    private void End()
    {
        decoder?.Dispose();
        decoder = null;
    }

    private static AVCodecID IdOf(Codec codec) => codec switch
    {
        Codec.H264 => AVCodecID.AV_CODEC_ID_H264,
        Codec.H265 => AVCodecID.AV_CODEC_ID_HEVC,
        Codec.Mjpeg => AVCodecID.AV_CODEC_ID_MJPEG,
        _ => throw new NvrException(ErrorKind.Unsupported, $"{codec} has no pictures."),
    };
}
