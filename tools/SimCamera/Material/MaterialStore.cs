using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace SimCamera.Material;

/// <summary>
/// Gives encoded loops: from memory, from the cache directory, or made with ffmpeg. The name of a cached file is a hash of the
/// encoder's arguments, so other arguments never meet old material. Material appears whole by rename, so several processes may share
/// the directory. Thread-safe; at most two encoders run at a time. Throws <see cref="InvalidOperationException"/> with ffmpeg's words
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
        EncodedFile file = await LoadAsync(recipe.Arguments(drawText), recipe.Pictures, stop).ConfigureAwait(false);
        return VideoMaterial.Parse(recipe, file);
    }

    private async Task<AudioMaterial> MakeAudioAsync(AudioCodec codec, int toneHz, CancellationToken stop)
    {
        AudioFormat format = AudioFormat.Of(codec);
        return AudioMaterial.Parse(format, await LoadAsync(format.Arguments(toneHz), null, stop).ConfigureAwait(false));
    }

    private async Task<EncodedFile> LoadAsync(IReadOnlyList<string> arguments, RawPictures? pictures, CancellationToken stop)
    {
        string place = Path.Combine(directory, NameOf(arguments));
        if (!Directory.Exists(place))
        {
            await EncodeAsync(arguments, pictures, place, stop).ConfigureAwait(false);
        }

        return await EncodedFile.LoadAsync(Path.Combine(place, FfmpegEncoder.DataName), Path.Combine(place, FfmpegEncoder.ListName), stop)
            .ConfigureAwait(false);
    }

    private async Task EncodeAsync(IReadOnlyList<string> arguments, RawPictures? pictures, string place, CancellationToken stop)
    {
        await _encoders.WaitAsync(stop).ConfigureAwait(false);
        string temporary = Directory.CreateDirectory($"{place}.{Guid.NewGuid():N}").FullName;
        try
        {
            pictures?.Write(temporary);
            await FfmpegEncoder.RunAsync(arguments, temporary, stop).ConfigureAwait(false);
            File.Delete(Path.Combine(temporary, RawPictures.FileName));
            Publish(temporary, place);
        }
        finally
        {
            _encoders.Release();
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }

    // Two encodings of the same picture differ in a few bytes, so data and list must come from the same one: they appear together.
    private static void Publish(string temporary, string place)
    {
        try
        {
            Directory.Move(temporary, place);
        }
        catch (IOException) when (Directory.Exists(place))
        {
            // Another process was faster; its material is as good.
        }
    }

    private static string NameOf(IReadOnlyList<string> arguments) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', arguments))))[..32];
}
