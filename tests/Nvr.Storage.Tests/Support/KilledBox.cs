namespace Nvr.Storage.Tests.Support;

/// <summary>Leaves a box as kill -9 does: its files and its index as they lie at this moment. It is closed then.</summary>
internal static class KilledBox
{
    public static async Task LeaveAsync(TestBox box)
    {
        string copy = box.VolumePath + ".killed";
        CopyAll(box.VolumePath, copy);
        await box.CloseAsync();
        Directory.Delete(box.VolumePath, recursive: true);
        Directory.Move(copy, box.VolumePath);
    }

    private static void CopyAll(string from, string to)
    {
        foreach (string path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }
}
