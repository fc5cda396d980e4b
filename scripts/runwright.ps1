# Starts Runwright in PowerShell 5.1 and newer; builds it first when it has not been built yet.
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 2.0
$arguments = $args

function Stop-WithSentence([string] $Sentence) {
    [Console]::Error.WriteLine("runwright: $Sentence")
    exit 1
}

$onWindows = [IO.Path]::DirectorySeparatorChar -eq '\'
$suffix = if ($onWindows) { '.exe' } else { '' }
$install = Split-Path -Parent $PSScriptRoot
$target = Join-Path $install 'target'
$jar = Join-Path $target 'runwright.jar'
$mark = Join-Path $target 'runwright.jar.id'

# The Java to use, and the folder it is installed in.
if ($env:JAVA_HOME) {
    $java = Join-Path (Join-Path $env:JAVA_HOME 'bin') "java$suffix"
    if (-not [IO.File]::Exists($java)) {
        Stop-WithSentence "JAVA_HOME is $($env:JAVA_HOME), which has no bin/java$suffix; set it to the folder of a JDK 17 or newer, or unset it."
    }
} else {
    $found = Get-Command "java$suffix" -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if (-not $found) {
        Stop-WithSentence 'no Java was found: install a JDK 17 or newer and put it on the PATH, or set JAVA_HOME to its folder.'
    }
    $java = $found.Source
    # A link, as package managers make them, leads on to the real one.
    while (($item = Get-Item -LiteralPath $java).LinkType -eq 'SymbolicLink') {
        $java = [IO.Path]::Combine((Split-Path -Parent $java), @($item.Target)[0])
    }
}
$javaHome = Split-Path -Parent (Split-Path -Parent $java)

$facts = @{}
$release = Join-Path $javaHome 'release'
if ([IO.File]::Exists($release)) {
    foreach ($line in [IO.File]::ReadAllLines($release)) {
        $key, $value = $line -split '=', 2
        if ($value) { $facts[$key] = $value.Trim('"') }
    }
}
if ($facts['JAVA_VERSION'] -and [int] ($facts['JAVA_VERSION'] -split '[.+-]')[0] -lt 17) {
    Stop-WithSentence "Java 17 or newer is needed, but $java is Java $($facts['JAVA_VERSION']); set JAVA_HOME to the folder of a JDK 17 or newer."
}

function Test-Built { [IO.File]::Exists($jar) -and [IO.File]::Exists($mark) }

# Builds the jar, one process at a time: the open file is the lock, and it goes with its process.
function Invoke-Build {
    if (-not [IO.File]::Exists((Join-Path (Join-Path $javaHome 'bin') "javac$suffix"))) {
        Stop-WithSentence "Runwright is not built yet, and building needs a JDK 17 or newer: $javaHome is a Java without a compiler (a JRE); install a JDK, or set JAVA_HOME to one."
    }
    [void] [IO.Directory]::CreateDirectory($target)
    $lockFile = Join-Path $target '.build.lock'
    $lock = $null
    $said = $false
    while (-not $lock) {
        try {
            $lock = [IO.File]::Open($lockFile, 'OpenOrCreate', 'ReadWrite', 'None')
        } catch [IO.IOException] {
            if (-not $said) { [Console]::Error.WriteLine('runwright: waiting until another process has built Runwright') }
            $said = $true
            Start-Sleep -Seconds 1
        }
    }
    try {
        if (Test-Built) { return }
        $log = Join-Path $target 'build.log'
        [Console]::Error.WriteLine("runwright: building target/runwright.jar, once; the first time this takes some minutes (log: $log)")
        $wrapper = Join-Path $install $(if ($onWindows) { 'mvnw.cmd' } else { 'mvnw' })
        $before = $env:JAVA_HOME
        $env:JAVA_HOME = $javaHome
        Push-Location -LiteralPath $install
        try {
            $ErrorActionPreference = 'Continue'
            & $wrapper -q -B -ntp '-Dmaven.test.skip=true' '-Drunwright.quick' package > $log 2>&1
            $code = $LASTEXITCODE
        } finally {
            $ErrorActionPreference = 'Stop'
            Pop-Location
            $env:JAVA_HOME = $before
        }
        if ($code -ne 0) { Stop-WithSentence "the build failed; what it said is in $log." }
        if (-not (Test-Built)) { Stop-WithSentence "the build ended well but left no $jar; what it said is in $log." }
    } finally {
        $lock.Dispose()
    }
}

if (-not (Test-Built)) { Invoke-Build }

# The archive of loaded classes, if it was made by this very Java from this very jar.
$archive = Join-Path $target "runwright-$($facts['JAVA_RUNTIME_VERSION'])-$([IO.File]::ReadAllText($mark).Trim()).jsa"
$sharing = '-Xshare:auto'
if ($facts['JAVA_RUNTIME_VERSION'] -and [IO.File]::Exists($archive)) {
    $sharing = "-XX:SharedArchiveFile=$archive"
} else {
    $archive = ''
}

# Runwright writes UTF-8; a console with another code page would show it as something else.
try { [Console]::OutputEncoding = [Text.UTF8Encoding]::new($false) } catch { $null = $_ }

# Whether somebody can be asked.
$terminal = "$(-not [Console]::IsInputRedirected)".ToLowerInvariant()

& $java '-Xshare:auto' $sharing '-Xlog:disable' '-XX:+UseSerialGC' '-Xms24m' '-XX:TieredStopAtLevel=1' '-XX:-UsePerfData' `
    "-Drunwright.install=$install" "-Drunwright.archive=$archive" "-Drunwright.terminal=$terminal" -jar $jar @arguments
exit $LASTEXITCODE
