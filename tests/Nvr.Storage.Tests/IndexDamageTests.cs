using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Nvr.Core.Time;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests;

public sealed class IndexDamageTests
{
    public static TheoryData<string> Damages => ["deleted", "truncated", "emptied", "header", "flipped 1", "flipped 2", "flipped 3", "flipped 4"];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Index_HoweverDamaged_IsMadeAgainFromTheFilesWhileRecordingGoesOn(string damage)
    {
        await using TestBox box = new();
        box.Open();
        UtcTime start = box.Clock.WallNow;
        await box.RecordManyAsync(40, seconds: 2);
        await box.CloseAsync();
        Damage(box.IndexPath, damage);

        box.Open();
        box.Record(2);
        await box.FlushAsync();
        Assert.EndsWith("0000000041.mp4", box.Files()[^1], StringComparison.Ordinal);
        await Eventually.TrueAsync(() => box.Segments == 41, "all files are indexed again");

        Assert.Equal(new UtcRange(start, start.Plus(82_000_000)), Assert.Single(box.Spans()).Range);
        await box.CloseAsync();
        Assert.Empty(VolumeCheck.Run(box.VolumePath).Problems);
    }

    [Fact]
    public async Task Index_DeletedTwiceWithItsLogLeftBehind_IsMadeAgainEachTime()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(3);
        for (int deleted = 0; deleted < 2; deleted++)
        {
            await box.CloseAsync();
            File.Delete(box.IndexPath);
            await File.WriteAllBytesAsync(box.IndexPath + "-wal", new byte[4_096], TestContext.Current.CancellationToken);
            box.Open();
            await Eventually.TrueAsync(() => box.Segments == 3, "all files are indexed again");
        }
    }

    [Fact]
    public async Task Index_OfANewerProgram_IsPutAside_AndMadeAgainFromTheFiles()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(3);
        await box.CloseAsync();
        using (SqliteConnection newer = new($"Data Source={box.IndexPath};Pooling=False"))
        {
            newer.Open();
            using SqliteCommand command = newer.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99; ALTER TABLE segments RENAME TO stretches;";
            command.ExecuteNonQuery();
        }

        box.Open();
        box.Record(2);
        await box.FlushAsync();

        await Eventually.TrueAsync(() => box.Segments == 4, "all files are indexed again");
        Assert.Contains(box.Journal, line => line.Contains("another version of nvrd (format 99", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rebuild_FromFilesAlone_GivesTheSameSpansAndNamesUnknownGaps()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(3);
        box.Time.Advance(TimeSpan.FromMinutes(1));
        await box.RecordManyAsync(2);
        await box.RebootAsync(TestBox.Noon.AddDays(1));
        await box.RecordManyAsync(2);
        IReadOnlyList<FootageSpan> before = box.Spans();
        await box.CloseAsync();

        CheckReport report = IndexRebuilder.Run(box.VolumePath);
        Assert.Equal((7, 28, 0), (report.Segments, report.Fragments, report.Problems.Count));
        Assert.Empty(VolumeCheck.Run(box.VolumePath).Problems);
        box.Open();
        Assert.Equal(before, box.Spans());
        Assert.Equal([GapReason.FootageLost, GapReason.FootageLost], box.Gaps().Select(g => g.Reason));
    }

    [Fact]
    public async Task Index_LockedByAnotherProcess_CatchesUpWhenItIsFree()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(1);
        using (Process holder = HoldLock(box.IndexPath))
        {
            Assert.Equal("locked", await holder.StandardOutput.ReadLineAsync());
            for (int i = 0; i < 5; i++)
            {
                box.Record(2);
            }
            await Eventually.TrueAsync(() => box.Files().Length == 6, "recording goes on");
            await Eventually.TrueAsync(() => box.Health.Read().Any(h => h.Part == "volume/footage/index"), "the trouble is shown");
            Assert.Equal(1, box.Segments);
            holder.StandardInput.Close();
            await holder.WaitForExitAsync();
        }
        await box.FlushAsync();

        Assert.Equal(6, box.Segments);
        Assert.Single(box.Spans());
        Assert.Empty(box.Gaps());
        Assert.DoesNotContain(box.Health.Read(), h => h.Part == "volume/footage/index");
    }

    [Fact]
    public async Task Index_DamagedWhileInUse_IsReplacedAndFilledAgain()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(30, seconds: 1);
        Scramble(box.IndexPath);
        for (int i = 0; i < 5; i++)
        {
            box.Record(1);
        }
        await Eventually.TrueAsync(() => Segments(box) == 35, "all files are indexed again");
        await box.CloseAsync();
        Assert.Empty(VolumeCheck.Run(box.VolumePath).Problems);
    }

    /// <summary>Overwrites everything but the first page, under the feet of whoever has it open.</summary>
    internal static void Scramble(string path)
    {
        Sqlite.Run(path, "PRAGMA wal_checkpoint(TRUNCATE)");
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        byte[] noise = new byte[file.Length - 4096];
        new Random(5).NextBytes(noise);
        file.Position = 4096;
        file.Write(noise);
    }

    /// <summary>-1 while the index cannot be read.</summary>
    internal static long Segments(TestBox box)
    {
        try
        {
            return box.Segments;
        }
        catch (Nvr.Core.NvrException)
        {
            return -1;
        }
    }

    private static Process HoldLock(string path)
    {
        ProcessStartInfo sqlite = new("sqlite3", [path]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        Process process = Process.Start(sqlite)!;
        process.StandardInput.WriteLine("PRAGMA journal_mode;\nBEGIN IMMEDIATE;\nSELECT 'locked';");
        process.StandardInput.Flush();
        process.StandardOutput.ReadLine();
        return process;
    }

    private static void Damage(string path, string damage)
    {
        SqliteConnection.ClearAllPools();
        if (damage == "deleted")
        {
            File.Delete(path);
            return;
        }
        using FileStream file = new(path, FileMode.Open);
        if (damage == "truncated")
        {
            file.SetLength(file.Length / 2);
        }
        else if (damage == "emptied")
        {
            file.SetLength(0);
        }
        else if (damage == "header")
        {
            file.Write("not a database at all"u8);
        }
        else
        {
            Flip(file, new Random(damage[^1]));
        }
    }

    private static void Flip(FileStream file, Random random)
    {
        for (int i = 0; i < 200; i++)
        {
            file.Position = random.NextInt64(100, file.Length);
            int value = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)(value ^ (1 << random.Next(8))));
        }
    }
}
