using System.Globalization;

namespace Nvr.Board.Linux.Disks;

/// <summary>
/// How fast arrays are to be built, rebuilt and compared, left in files for the system's <c>nvrd-pace.path</c> to hand to the kernel, which takes it from root alone (md_attr_store). Any thread; failures
/// are <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/>.
/// </summary>
/// <param name="folder">Where the files are; made when it is missing.</param>
internal sealed class PaceWishes(string folder)
{
    /// <summary>In kilobytes a second; null leaves the array to the system's own limit again.</summary>
    public void Leave(string kernelName, long? kilobytes)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, kernelName), kilobytes is { } limit ? string.Create(CultureInfo.InvariantCulture, $"{limit}\n") : "system\n");
    }
}
