namespace Nvr.Network.Applying;

/// <summary>Puts a wish where the system looks at the folder: written elsewhere first, so that the folder changes once and not in the middle. Stateless; failures are those of the file system.</summary>
internal static class WishFolder
{
    public static void Put(string draft, string wish, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(wish)!);
        File.WriteAllBytes(draft, content);
        File.Move(draft, wish, overwrite: true);
    }
}
