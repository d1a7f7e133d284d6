using Torture.Box;

namespace Image.Tests.Updates;

/// <summary>Updates that no box should take, made on this machine by its own rauc and openssl. Disposing deletes them.</summary>
internal sealed class Bundles : IDisposable
{
    private const int ImageBytes = 1 << 20;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nvr-image-bundles-");

    /// <summary>A whole one, signed as those of the builder are.</summary>
    public Task<string> MakeAsync(string name, string compatible, string version) => MakeAsync(name, compatible, version, Builds.Key, Builds.Certificate);

    /// <summary>A whole one, signed by somebody else.</summary>
    public async Task<string> MakeStrangersAsync(string compatible, string version)
    {
        await ForeignProgram.OutputAsync("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", At("stranger.key"), "-out", At("stranger.crt"), "-subj", "/O=Test/CN=Stranger", "-days", "2");
        return await MakeAsync("stranger", compatible, version, At("stranger.key"), At("stranger.crt"));
    }

    /// <summary>The first part of another one.</summary>
    public async Task<string> CutAsync(string whole)
    {
        byte[] bytes = await File.ReadAllBytesAsync(whole);
        await File.WriteAllBytesAsync(At("cut.raucb"), bytes[..(bytes.Length / 2)]);
        return At("cut.raucb");
    }

    /// <summary>Another one in whose middle, far from its signature, a bit is turned over.</summary>
    public async Task<string> TamperAsync(string whole)
    {
        File.Copy(whole, At("tampered.raucb"), overwrite: true);
        await using FileStream file = File.Open(At("tampered.raucb"), FileMode.Open, FileAccess.ReadWrite);
        file.Position = file.Length / 2;
        int old = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(old ^ 1));
        return file.Name;
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string At(string name) => Path.Combine(folder.FullName, name);

    private async Task<string> MakeAsync(string name, string compatible, string version, string key, string certificate)
    {
        Directory.CreateDirectory(At(name));
        byte[] image = new byte[ImageBytes];
        Random.Shared.NextBytes(image);
        await File.WriteAllBytesAsync(At($"{name}/system.img"), image);
        await File.WriteAllTextAsync(At($"{name}/manifest.raucm"), $"[update]\ncompatible={compatible}\nversion={version}\n\n[bundle]\nformat=verity\n\n[image.rootfs]\nfilename=system.img\n");
        await ForeignProgram.OutputAsync("rauc", "--cert", certificate, "--key", key, "bundle", At(name), At($"{name}.raucb"));
        return At($"{name}.raucb");
    }
}
