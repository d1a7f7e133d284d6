using Nvr.Core.Processes;
using Xunit;

namespace Nvr.Core.Tests.Processes;

public sealed class ProgramPagesTests
{
    [Theory]
    [InlineData("r-xp", "/usr/bin/nvrd", 8, 0, true)]
    [InlineData("r--p", "/usr/bin/a name with blanks", 8, 0, true)]
    [InlineData("r--p", "/usr/bin/nvrd", 8, 4, false)] // relocated, then made read-only
    [InlineData("r-xp", "/usr/bin/nvrd", 0, 0, false)] // nothing to let go
    [InlineData("rw-p", "/usr/bin/nvrd", 8, 0, false)]
    [InlineData("r--s", "/dev/shm/x", 8, 0, false)]
    [InlineData("r-xp", "[vdso]", 8, 0, false)]
    [InlineData("r--p", "", 8, 0, false)]
    public void ReadUnwritten_OneMapping_OnlyOfFilesAndNeverWritten(string permissions, string file, int residentKb, int anonymousKb, bool taken)
    {
        string[] smaps =
        [
            $"7f0000001000-7f0000003000 {permissions} 00001000 fe:00 1234                       {file}",
            "Size:                  8 kB", $"Rss:                   {residentKb} kB", $"Anonymous:             {anonymousKb} kB", "VmFlags: rd ex mr mw me",
            "7f0000004000-7f0000005000 rw-p 00000000 00:00 0 ", "Rss:                   4 kB", "Anonymous:             0 kB",
        ];
        ProgramPages.Mapping[] found = [.. ProgramPages.ReadUnwritten(smaps)];
        Assert.Equal(taken ? [new ProgramPages.Mapping(0x7f0000001000, 0x7f0000003000, true, residentKb * 1024)] : [], found);
    }

    [Fact]
    public void LetGo_ThisProcess_LessIsMappedAndTheProgramGoesOn()
    {
        long before = MappedOfFiles();
        long told = ProgramPages.LetGo();
        long after = MappedOfFiles();
        Assert.True(told > 1 << 20, $"told {told}");
        Assert.True(after < before - (told / 4), $"{before} bytes before, {after} after, {told} let go");
        Assert.Equal(3, new[] { "code", "that", "runs" }.Select(w => w.ToUpperInvariant()).Distinct().Count());
    }

    private static long MappedOfFiles() => ProgramPages.ReadUnwritten(File.ReadLines("/proc/self/smaps")).Sum(m => m.ResidentBytes);
}
