using Nvr.Core.Time;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Torture.Oracle;
using Xunit;

namespace Nvr.Host.Tests.Faults;

/// <summary>The index is lost or damaged between two runs: recording begins at once, and all footage comes back.</summary>
public sealed class IndexDamageTests(RecordedBox recorded)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("deleted")]
    [InlineData("truncated")]
    [InlineData("empty")]
    [InlineData("flipped")]
    [InlineData("rubbish")]
    public async Task Index_DamagedBetweenRuns_CostsNoFootage(string damage)
    {
        using var scratch = new Scratch();
        await recorded.CopyToAsync(scratch.Data);
        Damage(Path.Combine(scratch.Data, "footage", "index.db"), damage);
        int files = FootageOracle.SegmentPaths(scratch.Data).Count;
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();

        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras) });
        using BoxApi api = await BoxApi.OpenAsync(box);
        foreach (string name in RecordedBox.Names)
        {
            await api.WaitForStateAsync(name, "recording", Patience);
            await WaitForOldFootageAsync(api, name);
        }
        await Wait.UntilAsync(() => FootageOracle.SegmentPaths(scratch.Data).Count >= files + RecordedBox.Names.Count, Patience, () => "new files");
        await api.WaitForFootageAsync(RecordedBox.Names, recorded.Recordings["door"].Seconds + 2, Patience);
        Assert.Equal(0, await box.StopAsync());

        ProgramResult check = await NvrdProgram.RunAsync("check", "--data", scratch.Data);
        Assert.True(check.ExitCode == 0, $"{check}\n{box.Log}");
    }

    private async Task WaitForOldFootageAsync(BoxApi api, string name)
    {
        UtcRange was = recorded.Recordings[name].Spans[0];
        string id = (await api.CameraAsync(name)).Id;
        RecordingsReading? found = null;
        await Wait.UntilAsync(
            async () =>
            {
                found = await api.RecordingsAsync(id, was);
                return found.Seconds >= (was.DurationUs / 1e6) - 0.2;
            },
            Patience,
            () => $"{name}: {was.DurationUs / 1e6} s of old footage; found {found?.Seconds}");
    }

    private static void Damage(string index, string how)
    {
        Assert.True(File.Exists(index));
        switch (how)
        {
            case "deleted":
                File.Delete(index);
                break;
            case "truncated":
                using (FileStream file = File.Open(index, FileMode.Open))
                {
                    file.SetLength(file.Length / 2);
                }
                break;
            case "empty":
                File.WriteAllBytes(index, []);
                break;
            case "rubbish":
                byte[] noise = new byte[new FileInfo(index).Length];
                new Random(3).NextBytes(noise);
                File.WriteAllBytes(index, noise);
                break;
            default:
                FlipBits(index);
                break;
        }
    }

    private static void FlipBits(string index)
    {
        byte[] bytes = File.ReadAllBytes(index);
        var random = new Random(7);
        // One in each page beyond the file header, so that tables and not only free space are hit.
        for (int page = 0; page < bytes.Length; page += 4096)
        {
            bytes[page + 100 + random.Next(3900)] ^= (byte)(1 << random.Next(8));
        }
        File.WriteAllBytes(index, bytes);
    }
}
