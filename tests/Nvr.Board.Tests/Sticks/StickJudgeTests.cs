using Nvr.Board.Sticks;
using Nvr.Core;

namespace Nvr.Board.Tests.Sticks;

public sealed class StickJudgeTests
{
    private const long Large = 32_000_000_000;

    [Theory]
    [InlineData("exfat", StickFileSystem.ExFat, "exFAT", long.MaxValue)]
    [InlineData("vfat", StickFileSystem.Fat32, "FAT32", 4_294_967_295)]
    [InlineData("ext4", StickFileSystem.Ext4, "ext4", long.MaxValue)]
    public void Judge_AStickThatCanBeWrittenTo_IsUsable_UpToTheLargestFileItTakes(string type, StickFileSystem kind, string name, long largestFile)
    {
        StickFacts facts = Judge(Part(type));

        Assert.Equal((kind, name, largestFile), (facts.FileSystem, facts.FileSystemName, facts.MaxFileBytes));
        Assert.Equal(StickVerdict.Usable, facts.Verdict);
        facts.Verdict.RequireUsable();
    }

    [Theory]
    [InlineData("ntfs", StickCondition.Ntfs, "This USB key is formatted as NTFS, which this recorder only reads.")]
    [InlineData("", StickCondition.NoFileSystem, "This USB key is not formatted.")]
    [InlineData("btrfs", StickCondition.ForeignFileSystem, "This USB key is formatted as btrfs, which this recorder does not write to.")]
    [InlineData("\u202eevil\n", StickCondition.ForeignFileSystem, "This USB key is formatted as evil, which this recorder does not write to.")]
    [InlineData("crypto_LUKS", StickCondition.Encrypted, "This USB key is encrypted, and this recorder cannot open it.")]
    [InlineData("BitLocker", StickCondition.Encrypted, "This USB key is encrypted, and this recorder cannot open it.")]
    public void Judge_WhatCannotBeWrittenTo_SaysWhyAndWhatToDo(string type, StickCondition condition, string sentence)
    {
        StickVerdict verdict = Judge(Part(type)).Verdict;

        Assert.Equal((condition, sentence), (verdict.Condition, verdict.Sentence));
        NvrException failure = Assert.Throws<NvrException>(() => verdict.RequireUsable());
        Assert.Equal((ErrorKind.Unsupported, sentence, verdict.NextStep), (failure.Kind, failure.Message, failure.NextStep));
    }

    [Fact]
    public void Judge_EveryCombination_HasOneCondition_AndWhatCannotBeMendedComesFirst()
    {
        int seen = 0;
        foreach (string type in new[] { "exfat", "vfat", "ext4", "ntfs", "", "btrfs", "BitLocker" })
        {
            for (int bits = 0; bits < 32; bits++)
            {
                (bool footage, bool drive, bool readOnly, bool damaged, bool small) = ((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0);
                StickPart part = Part(type) with { HoldsFootage = footage, IsReadOnly = readOnly, IsDamaged = damaged, Bytes = small ? StickJudge.SmallestBytes - 1 : Large };

                StickVerdict verdict = StickJudge.Of(part, drive);

                StickCondition expected = footage ? StickCondition.HoldsFootage
                    : drive || (readOnly && !damaged) ? StickCondition.WriteProtected
                    : small ? StickCondition.TooSmall
                    : type == "ntfs" ? StickCondition.Ntfs
                    : type == "" ? StickCondition.NoFileSystem
                    : type == "btrfs" ? StickCondition.ForeignFileSystem
                    : type == "BitLocker" ? StickCondition.Encrypted
                    : damaged ? StickCondition.Damaged
                    : StickCondition.Usable;
                Assert.Equal(expected, verdict.Condition);
                Assert.Equal(expected == StickCondition.Usable, verdict is { IsUsable: true, Sentence: null, NextStep: null });
                Assert.True(verdict.IsUsable || (verdict.Sentence!.EndsWith('.') && verdict.NextStep!.EndsWith('.')));
                seen++;
            }
        }
        Assert.Equal(7 * 32, seen);
    }

    [Theory]
    [InlineData(StickJudge.SmallestBytes, StickCondition.Usable)]
    [InlineData(StickJudge.SmallestBytes - 1, StickCondition.TooSmall)]
    public void Judge_Size_CountsFromTheSmallest(long bytes, StickCondition condition) => Assert.Equal(condition, Judge(Part("vfat") with { Bytes = bytes }).Verdict.Condition);

    [Theory]
    [InlineData(StickCondition.HoldsFootage, ErrorKind.Refused)]
    [InlineData(StickCondition.WriteProtected, ErrorKind.Storage)]
    [InlineData(StickCondition.Damaged, ErrorKind.Storage)]
    [InlineData(StickCondition.TooSmall, ErrorKind.Unsupported)]
    public void RequireUsable_Fails_WithAKindThatFits(StickCondition condition, ErrorKind kind) =>
        Assert.Equal(kind, Assert.Throws<NvrException>(() => new StickVerdict(condition, "So.", null).RequireUsable()).Kind);

    [Fact]
    public void Judge_OfSeveralParts_TakesTheFirstUsableOne()
    {
        StickFacts facts = Judge(Part("ntfs"), Part("exfat") with { Label = "ONE", Bytes = 100_000_000 }, Part("vfat") with { Label = "TWO" });

        Assert.Equal((StickCondition.Usable, "ONE"), (facts.Verdict.Condition, facts.Label));
    }

    [Fact]
    public void Judge_OfSeveralPartsOfWhichNoneIsUsable_TellsOfTheLargest() =>
        Assert.Equal(StickCondition.Ntfs, Judge(Part("") with { Bytes = 16_000_000 }, Part("ntfs"), Part("vfat") with { Bytes = 30_000_000 }).Verdict.Condition);

    [Fact]
    public void Judge_FootageInAnyPart_KeepsEverybodyOffTheStick() =>
        Assert.Equal(StickCondition.HoldsFootage, Judge(Part("exfat"), Part("ext4") with { HoldsFootage = true }).Verdict.Condition);

    [Theory]
    [InlineData("SanDisk ", " Ultra\t", "SanDisk Ultra")]
    [InlineData("SanDisk", "SanDisk Ultra", "SanDisk Ultra")]
    [InlineData("", "Ultra", "Ultra")]
    [InlineData("Kingston", "", "Kingston")]
    [InlineData("", "\u202e\u0007", "USB key")]
    public void Judge_Names_AStickByWhatIsLeftOfMakerAndModel(string vendor, string model, string name) =>
        Assert.Equal(name, StickJudge.Judge(new StickDrive("sda-1", Large, [Part("exfat")]) { Vendor = vendor, Model = model }).Name);

    [Fact]
    public void Judge_TellsWhereItIsMounted_AndWhatThereIsRoomFor()
    {
        StickFacts facts = StickJudge.Judge(new StickDrive("sda-1", Large, [Part("exfat") with { MountedAt = "/media/nvr/KEY", FreeBytes = 7, Bytes = Large - 1 }]));

        Assert.Equal(("sda-1", Large, "/media/nvr/KEY", 7L, false), (facts.Id, facts.Bytes, facts.MountedAt, facts.FreeBytes, facts.IsReadOnly));
    }

    private static StickPart Part(string type) => new() { Type = type, Bytes = Large };

    private static StickFacts Judge(params StickPart[] parts) => StickJudge.Judge(new StickDrive("sda-1", Large, parts));
}
