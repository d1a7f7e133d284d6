using FFmpeg.AutoGen;

namespace Nvr.Media;

/// <summary>A dictionary of FFmpeg's. Freed when disposed; what a call did not use is left in it.</summary>
internal sealed unsafe class Options : IDisposable
{
    private AVDictionary* entries;

    public Options(params ReadOnlySpan<(string Key, string Value)> pairs)
    {
        foreach ((string key, string value) in pairs)
        {
            AVDictionary* changed = entries;
            _ = ffmpeg.av_dict_set(&changed, key, value, 0);
            entries = changed;
        }
    }

    /// <summary>Opens a codec, which takes what it knows out of the dictionary.</summary>
    public int Open(AVCodecContext* context, AVCodec* codec)
    {
        AVDictionary* left = entries;
        int result = ffmpeg.avcodec_open2(context, codec, &left);
        entries = left;
        return result;
    }

    public void Dispose()
    {
        AVDictionary* last = entries;
        ffmpeg.av_dict_free(&last);
        entries = null;
    }
}
