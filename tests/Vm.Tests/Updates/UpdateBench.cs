using System.Globalization;
using Torture.Box;

namespace Vm.Tests.Updates;

/// <summary>Where updates are made and signed, on this machine, by its own rauc and openssl. Disposing deletes all of it.</summary>
internal sealed class UpdateBench : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nvr-vm-updates-");

    public string At(string name) => Path.Combine(folder.FullName, name);

    /// <summary>Makes NAME.raucb, and the key that signs it where it is missing; returns the image in it.</summary>
    public async Task<byte[]> MakeAsync(string name, string compatible, string version, string signedBy, int imageBytes)
    {
        if (!File.Exists(At($"{signedBy}.pem")))
        {
            await ForeignProgram.OutputAsync(
                "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", At($"{signedBy}.key"), "-out", At($"{signedBy}.pem"), "-subj", $"/O=Test/CN={signedBy}", "-days", "2");
        }
        byte[] image = new byte[imageBytes];
        Random.Shared.NextBytes(image);
        Directory.CreateDirectory(At(name));
        await File.WriteAllBytesAsync(At($"{name}/rootfs.img"), image);
        await File.WriteAllTextAsync(
            At($"{name}/manifest.raucm"),
            string.Create(CultureInfo.InvariantCulture, $"[update]\ncompatible={compatible}\nversion={version}\n[bundle]\nformat=verity\n[image.rootfs]\nfilename=rootfs.img\n"));
        await ForeignProgram.OutputAsync("rauc", "--cert", At($"{signedBy}.pem"), "--key", At($"{signedBy}.key"), "bundle", At(name), At($"{name}.raucb"));
        return image;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
