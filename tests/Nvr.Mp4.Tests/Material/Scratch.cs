namespace Nvr.Mp4.Tests.Material;

/// <summary>A directory that lives as long as the test program.</summary>
internal static class Scratch
{
    private static int count;

    static Scratch() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Root, recursive: true);

    public static string Root { get; } = Directory.CreateTempSubdirectory("nvr-mp4-").FullName;

    public static string NewFile(string extension = "mp4") =>
        Path.Combine(Root, $"t{Interlocked.Increment(ref count)}.{extension}");
}
