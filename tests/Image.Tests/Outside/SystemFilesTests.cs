using Image.Tests.Starts;
using Torture.Box;
using Xunit;

namespace Image.Tests.Outside;

/// <summary>What every box of an image has in common, read from the image: nobody can log in with it, and nothing in it is a secret.</summary>
public sealed class SystemFilesTests
{
    private static readonly string[] s_noShells = ["/usr/sbin/nologin", "/sbin/nologin", "/bin/false", "/usr/bin/false", "/bin/sync"];

    [Fact]
    public async Task System_HasNoPassword_NoShell_AndNoProgramThatGivesRights()
    {
        SystemImage image = await SystemImage.ReadAsync();

        string[] people = Lines(await image.FileAsync("etc/passwd"));
        Assert.NotEmpty(people);
        Assert.All(people, p => Assert.Contains(p.Split(':')[6], s_noShells));
        // Neither is the hash of any password, and empty would be none asked for.
        Assert.All(people, p => Assert.Equal("x", p.Split(':')[1]));
        Assert.All(Lines(await image.FileAsync("etc/shadow")), s => Assert.Matches(@"^[!*]+$", s.Split(':')[1]));

        string[] files = await image.ListAsync();
        Assert.Contains(files, f => f.EndsWith("/usr/lib/nvrd/nvrd", StringComparison.Ordinal));
        Assert.DoesNotContain(files, f => f.Length > 10 && f[0] == '-' && (f[3] is 's' or 'S' || f[6] is 's' or 'S'));
        Assert.DoesNotContain(files, f => f.EndsWith("/sshd", StringComparison.Ordinal) || f.EndsWith("/authorized_keys", StringComparison.Ordinal) || f.EndsWith("/agetty.service", StringComparison.Ordinal));
    }

    [Fact]
    public async Task System_HoldsNoKey_AndNoIdentity()
    {
        SystemImage image = await SystemImage.ReadAsync();
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-image-etc-");
        try
        {
            string root = Path.Combine(scratch.FullName, "root");
            await image.UnpackAsync(root, "etc", "usr/share/nvr", "usr/lib/systemd", "usr/share/ca-certificates");

            Assert.Equal("", await File.ReadAllTextAsync(Path.Combine(root, "etc/machine-id"), TestContext.Current.CancellationToken));
            string[] files = [.. Directory.EnumerateFiles(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })];
            Assert.Contains(files, f => f.EndsWith("etc/rauc/keyring.pem", StringComparison.Ordinal));
            Assert.DoesNotContain(files, f => File.ReadAllText(f).Contains("PRIVATE KEY-----", StringComparison.Ordinal));
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    /// <summary>systemd leaves out a unit, such as names in the network, where each waits for the other.</summary>
    [Fact]
    public async Task Units_OfTheSystem_WaitForEachOtherInNoCircle()
    {
        SystemImage image = await SystemImage.ReadAsync();
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-image-units-");
        try
        {
            string root = Path.Combine(scratch.FullName, "root");
            await image.UnpackAsync(root, "etc", "usr/lib/systemd", "lib");

            ProgramResult looked = await ForeignProgram.RunAsync("systemd-analyze", $"--root={root}", "verify", "--man=no", "multi-user.target");

            // A systemd that is older than the image's sees circles among units whose settings it does not know; none of them is the product's.
            Assert.DoesNotMatch("Found (ordering cycle|dependency) on nvr", looked.Output + looked.Error);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
