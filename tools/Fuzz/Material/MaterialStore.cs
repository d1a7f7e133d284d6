namespace Fuzz.Material;

/// <summary>
/// What ffmpeg sends over RTP for each codec, recorded at first use and kept. Reading needs no ffmpeg. Any thread.
/// </summary>
internal sealed class MaterialStore(string work)
{
    private static readonly Dictionary<string, string[]> Recipes = new()
    {
        ["h264"] = [.. Video, "-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-g", "12"],
        ["h265"] = [.. Video, "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none:keyint=12"],
        ["mjpeg"] = [.. Video, "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-huffman", "default", "-force_duplicated_matrix", "1"],
        ["aac"] = [.. Sound, "-c:a", "aac", "-ar", "48000", "-ac", "2"],
        ["opus"] = [.. Sound, "-c:a", "libopus", "-ar", "48000"],
        ["pcma"] = [.. Sound, "-c:a", "pcm_alaw", "-ar", "8000"],
        ["g726"] = [.. Sound, "-c:a", "g726", "-ar", "8000", "-b:a", "32k"],
        ["l16"] = [.. Sound, "-c:a", "pcm_s16be", "-ar", "44100", "-ac", "2"],
    };

    private readonly string folder = FolderIn(work);

    public IReadOnlyList<Recording> Recordings => [.. Recipes.Keys.Select(Of)];

    private static string[] Video => ["-f", "lavfi", "-i", "testsrc2=size=160x128:rate=25:duration=1.2", "-pix_fmt", "yuv420p"];

    private static string[] Sound => ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=1.2"];

    public Recording Of(string name) => Recording.FromInput(File.ReadAllBytes(Path.Combine(folder, name)));

    /// <summary>Records what is missing; needs ffmpeg.</summary>
    public static void Make(string work)
    {
        string folder = FolderIn(work);
        Directory.CreateDirectory(folder);
        foreach ((string name, string[] recipe) in Recipes)
        {
            string file = Path.Combine(folder, name);
            if (!File.Exists(file))
            {
                string part = file + Path.GetRandomFileName();
                File.WriteAllBytes(part, FfmpegSender.Record(recipe).ToInput(int.MaxValue));
                File.Move(part, file, overwrite: true);
            }
        }
    }

    private static string FolderIn(string work) => Path.Combine(work, "material");
}
