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

    /// <summary>Hands the dictionary to a call that takes what it knows out of it.</summary>
    public int Use(Call call)
    {
        AVDictionary* left = entries;
        int result = call(&left);
        entries = left;
        return result;
    }

    public void Dispose()
    {
        AVDictionary* last = entries;
        ffmpeg.av_dict_free(&last);
        entries = null;
    }

    public delegate int Call(AVDictionary** entries);
}
