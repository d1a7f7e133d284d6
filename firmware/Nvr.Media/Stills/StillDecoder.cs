using FFmpeg.AutoGen;
using Nvr.Core;
using Nvr.Core.Media;

namespace Nvr.Media.Stills;

/// <summary>
/// Decodes single key frames, each by a decoder of its own: what one unit did to a decoder, the next does not find. Used by one thread.
/// </summary>
internal sealed unsafe class StillDecoder : IDisposable
{
    private readonly AVPacket* packet = (AVPacket*)FFmpegError.Allocated(ffmpeg.av_packet_alloc());

    /// <summary>
    /// Hands on the first picture of a unit, valid during the call; false when there is none in it. Throws <see cref="NvrException"/> of kind Unsupported for a
    /// format that FFmpeg has no decoder for.
    /// </summary>
    /// <param name="format">How the unit is coded, with its configuration record.</param>
    /// <param name="data">One access unit, as the format lays it out.</param>
    /// <param name="isCoarse">Leaves block edges unsmoothed, which nobody sees in a picture that is made much smaller.</param>
    /// <param name="taker">Takes the picture.</param>
    public bool Decode(TrackFormat format, ReadOnlySpan<byte> data, bool isCoarse, Decoder.FrameTaker taker)
    {
        bool taken = false;
        using var decoder = Decoder.Open(IdOf(format.Codec), context =>
        {
            context->skip_loop_filter = isCoarse ? AVDiscard.AVDISCARD_ALL : context->skip_loop_filter;
            Decoder.Configure(context, format.Config.Span);
        });
        FFmpegError.Check(ffmpeg.av_new_packet(packet, data.Length), ErrorKind.Exhausted, "There is no memory left for pictures.");
        data.CopyTo(new Span<byte>(packet->data, data.Length));
        decoder.Decode(packet, TakeFirst);
        ffmpeg.av_packet_unref(packet);
        // Nothing follows: whatever waits to be put in order comes out now.
        decoder.Decode(null, TakeFirst);
        return taken;

        void TakeFirst(AVFrame* frame)
        {
            if (!taken && frame->width > 0 && frame->height > 0)
            {
                taken = true;
                taker(frame);
            }
        }
    }

    public void Dispose()
    {
        AVPacket* last = packet;
        ffmpeg.av_packet_free(&last);
    }

    private static AVCodecID IdOf(Codec codec) => codec switch
    {
        Codec.H264 => AVCodecID.AV_CODEC_ID_H264,
        Codec.H265 => AVCodecID.AV_CODEC_ID_HEVC,
        Codec.Mjpeg => AVCodecID.AV_CODEC_ID_MJPEG,
        _ => throw new NvrException(ErrorKind.Unsupported, $"{codec} has no pictures."),
    };
}
