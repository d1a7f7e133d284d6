using Vm.Guests;

namespace Image.Tests.Updates;

/// <summary>The updates that tools/vm --image makes beside the image, signed by the same key. Failures are <see cref="InvalidOperationException"/> in words.</summary>
internal static class Builds
{
    /// <summary>The same with a higher version.</summary>
    public static string Next => UpdateOf("NVR_IMAGE_NEXT");

    /// <summary>Of a still higher version: its page answers, and it cannot use the mirror that footage is on (Broken/).</summary>
    public static string Broken => UpdateOf("NVR_IMAGE_BROKEN");

    /// <summary>What all of them are signed with.</summary>
    public static string Key => Path.Combine(Folder("NVR_IMAGE_KEYS"), "update.key");

    public static string Certificate => Path.Combine(Folder("NVR_IMAGE_KEYS"), "update.crt");

    /// <summary>The kind of box, and the version, that a file of image-build/build bears in its name.</summary>
    public static (string Compatible, string Version) NameOf(string file)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        int end = name.LastIndexOf('-');
        return (name[..end], name[(end + 1)..]);
    }

    private static string UpdateOf(string variable) => new ImageOptions { Directory = Folder(variable) }.Update;

    private static string Folder(string variable) => Environment.GetEnvironmentVariable(variable) is { } path && Directory.Exists(path)
        ? path
        : throw new InvalidOperationException($"{variable} must name a folder: run tools/vm --image, or set it as that script does.");
}
