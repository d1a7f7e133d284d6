using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace SimCamera.Material;

/// <summary>
/// Gives encoded loops: from memory, from the cache directory, or made with ffmpeg. The name of a cached file is a hash of the
/// encoder's arguments, so other arguments never meet old material. Files appear by rename, so several processes may share the
/// directory. Thread-safe; at most two encoders run at a time. Throws <see cref="InvalidOperationException"/> with ffmpeg's words
/// when an encoding fails.
/// </summary>
internal sealed class MaterialStore(string directory) : IDisposable
{
    private readonly ConcurrentDictionary<VideoRecipe, Lazy<Task<VideoMaterial>>> _video = new();
    private readonly ConcurrentDictionary<(AudioCodec Codec, int ToneHz), Lazy<Task<AudioMaterial>>> _audio = new();
    private readonly SemaphoreSlim _encoders = new(2);

    public static string DefaultDirectory
    {
        get
        {
            string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            string root = string.IsNullOrEmpty(cache)
                ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache")
                : cache;
            return Path.Combine(root, "nvr-simcamera");
        }
    }

    public Task<VideoMaterial> VideoAsync(VideoRecipe recipe, CancellationToken stop) =>
        _video.GetOrAdd(recipe, r => new Lazy<Task<VideoMaterial>>(() => MakeVideoAsync(r, stop))).Value;

    public Task<AudioMaterial> AudioAsync(AudioCodec codec, int toneHz, CancellationToken stop) =>
        _audio.GetOrAdd((codec, toneHz), k => new Lazy<Task<AudioMaterial>>(() => MakeAudioAsync(k.Codec, k.ToneHz, stop))).Value;

    public void Dispose() => _encoders.Dispose();

    private async Task<VideoMaterial> MakeVideoAsync(VideoRecipe recipe, CancellationToken stop)
    {
        bool drawText = await FfmpegEncoder.HasDrawTextAsync(stop).ConfigureAwait(false);
        EncodedFile file = await LoadAsync(recipe.Arguments(drawText), stop).ConfigureAwait(false);
        return VideoMaterial.Parse(recipe, file);
    }

    private async Task<AudioMaterial> MakeAudioAsync(AudioCodec codec, int toneHz, CancellationToken stop)
    {
        AudioFormat format = AudioFormat.Of(codec);
        return AudioMaterial.Parse(format, await LoadAsync(format.Arguments(toneHz), stop).ConfigureAwait(false));
    }

    private async Task<EncodedFile> LoadAsync(IReadOnlyList<string> arguments, CancellationToken stop)
    {
        string name = NameOf(arguments);
        string data = Path.Combine(directory, name + ".bin");
        string list = Path.Combine(directory, name + ".txt");
        // The list is renamed into place last: where it is, the data is whole.
        if (!File.Exists(list))
        {
            await EncodeAsync(arguments, data, list, stop).ConfigureAwait(false);
        }

        return await EncodedFile.LoadAsync(data, list, stop).ConfigureAwait(false);
    }

    private async Task EncodeAsync(IReadOnlyList<string> arguments, string data, string list, CancellationToken stop)
    {
        Directory.CreateDirectory(directory);
        await _encoders.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            string temporary = Guid.NewGuid().ToString("N");
            await FfmpegEncoder.RunAsync(arguments, directory, temporary, stop).ConfigureAwait(false);
            File.Move(Path.Combine(directory, temporary + ".bin"), data, overwrite: true);
            File.Move(Path.Combine(directory, temporary + ".txt"), list, overwrite: true);
        }
        finally
        {
            _encoders.Release();
        }
    }

    private static string NameOf(IReadOnlyList<string> arguments) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', arguments))))[..32];
}
