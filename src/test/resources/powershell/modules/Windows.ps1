# Runwright.Windows with a registry, installers, transfers and CIM objects that behave like those of Windows.
param([string]$Install)
. ([IO.Path]::Combine($PSScriptRoot, 'Cases.ps1'))
Import-Module ([IO.Path]::Combine($Install, 'scripts', 'modules', 'Runwright.Windows', 'Runwright.Windows.psd1'))

enum BitsState { Queued = 0; Connecting = 1; Transferring = 2; Suspended = 3; Error = 4; TransientError = 5; Transferred = 6; Acknowledged = 7; Cancelled = 8 }

class FakeKey {
    [hashtable]$Values = @{}
    [hashtable]$Kinds = @{}
    [hashtable]$Keys
    [string]$Path
    [string[]] GetValueNames() { return @($this.Values.Keys) }
    [object] GetValue([string]$Name) { return $this.Values[$Name] }
    [object] GetValue([string]$Name, [object]$Default, [Microsoft.Win32.RegistryValueOptions]$Options) { return $this.Values[$Name] }
    [Microsoft.Win32.RegistryValueKind] GetValueKind([string]$Name) { return $this.Kinds[$Name] }
    [string[]] GetSubKeyNames() { $start = $this.Path + '\'; return @($this.Keys.Keys | Where-Object { $_.StartsWith($start) } | ForEach-Object { $_.Substring($start.Length).Split('\')[0] } | Select-Object -Unique) }
    [void] SetValue([string]$Name, [object]$Value, [Microsoft.Win32.RegistryValueKind]$Kind) { $this.Values[$Name] = $Value; $this.Kinds[$Name] = $Kind }
    [void] DeleteValue([string]$Name, [bool]$Throw) { $this.Values.Remove($Name); $this.Kinds.Remove($Name) }
}

# A registry behind the module: keys by hive and path.
function New-Registry([hashtable]$Keys = @{}) {
    $registry = @{}
    $add = { param($path) if (-not $registry.ContainsKey($path)) { $registry[$path] = [FakeKey]@{ Path = $path; Keys = $registry } }; $registry[$path] }.GetNewClosure()
    foreach ($path in $Keys.Keys) {
        $key = & $add "LocalMachine\$path"
        foreach ($name in $Keys[$path].Keys) { $key.SetValue($name, $Keys[$path][$name], 'String') }
    }
    Set-Api 'Runwright.Windows' @{
        OpenKey      = { param($Hive, $Key, $Write) if ($Write) { & $add "$Hive\$Key" } else { $registry["$Hive\$Key"] } }.GetNewClosure()
        AgentRestart = { throw [Runtime.InteropServices.COMException]::new('Class not registered', -2147221164) }
        CallMethod   = { throw [InvalidOperationException]::new('Invalid namespace') }
    }
    $registry
}

# ---------------------------------------------------------------- arguments of programs

$parts = & (Get-Module Runwright.Windows) { @{ Plain = ${function:ConvertTo-RwArgument}; Installer = ${function:ConvertTo-RwInstallerArgument} } }
$table = @(
    @('plain', 'plain'), @('', '""'), @('a b', '"a b"'), @('a"b', '"a\"b"'), @('C:\x\', 'C:\x\'), @('C:\a b\', '"C:\a b\\"'), @('a\"b', '"a\\\"b"'), @('\\srv\a b', '"\\srv\a b"'),
    @('a\\b c', '"a\\b c"'), @("tab`there", "`"tab`there`""), @('"', '"\""'), @('$(x);&|', '$(x);&|'), @('%PATH%', '%PATH%')
)
foreach ($row in $table) { Case "the argument <$($row[0])> is quoted for CommandLineToArgvW" { Assert-Equal $row[1] (& $parts.Plain $row[0]) } }
Case 'quoted arguments are read back as they were, by those rules' {
    # the documented rules of CommandLineToArgvW for all but the first argument
    function Read-Line([string]$Line) {
        $all = [Collections.ArrayList]@(); $i = 0
        while ($i -lt $Line.Length) {
            while ($i -lt $Line.Length -and [char]::IsWhiteSpace($Line[$i])) { $i++ }
            if ($i -ge $Line.Length) { break }
            $text = [Text.StringBuilder]::new(); $inside = $false
            while ($i -lt $Line.Length -and ($inside -or -not [char]::IsWhiteSpace($Line[$i]))) {
                $slashes = 0
                while ($i -lt $Line.Length -and $Line[$i] -eq '\') { $slashes++; $i++ }
                if ($i -lt $Line.Length -and $Line[$i] -eq '"') {
                    [void]$text.Append('\' * [Math]::Floor($slashes / 2))
                    if ($slashes % 2) { [void]$text.Append('"') } else { $inside = -not $inside }
                    $i++
                } else {
                    [void]$text.Append('\' * $slashes)
                    if ($i -lt $Line.Length -and ($inside -or -not [char]::IsWhiteSpace($Line[$i]))) { [void]$text.Append($Line[$i]); $i++ }
                }
            }
            [void]$all.Add($text.ToString())
        }
        , $all.ToArray()
    }
    $random = [Random]::new(20261124)
    foreach ($round in 1..300) {
        $wanted = @(foreach ($n in 0..$random.Next(4)) { -join @(foreach ($k in 0..$random.Next(7)) { 'ab\\\" "'[$random.Next(8)] }) })
        $line = @($wanted | ForEach-Object { & $parts.Plain $_ }) -join ' '
        Assert-Equal $wanted (Read-Line $line) "line <$line>"
    }
}
Case 'properties of the Windows Installer are quoted by its own rules' {
    Assert-Equal 'ALLUSERS=1' (& $parts.Installer 'ALLUSERS=1')
    Assert-Equal 'COMPANYNAME="Contoso Ltd"' (& $parts.Installer 'COMPANYNAME=Contoso Ltd')
    Assert-Equal 'USERNAME="the ""boss"""' (& $parts.Installer 'USERNAME=the "boss"')
    Assert-Equal 'ALLUSERS=""' (& $parts.Installer 'ALLUSERS=')
    Assert-Equal '"C:\a b\x.msi"' (& $parts.Installer 'C:\a b\x.msi')
}

# ---------------------------------------------------------------- installers

$asked = @{}
function Set-Installer([int]$Code, [string[]]$Log = @()) {
    $asked.Clear()
    Set-Api 'Runwright.Windows' @{
        File       = { param($Path) if ($Path -notlike '*missing*') { [pscustomobject]@{ Length = 1L } } }
        Lines      = { $Log }.GetNewClosure()
        TempFolder = { 'C:\Temp' }
        Program    = { param($Name) "C:\Windows\System32\$Name" }
        Start      = { param($Path, $Line) $asked.Line = "$Path $Line"; $Code }.GetNewClosure()
    }
}
$code = '{C058FC5D-565F-4360-A562-0527A3D993DC}'
$log = '(C:\\Temp[\\/]Setup x64\.log)'
Case 'an msi is installed silently, with a log of its own and no restart' {
    Set-Installer 0
    $result = Install-RwPackage -Path 'C:\Packages\Setup x64.msi' -Kind msi -Arguments 'ALLUSERS=1', 'COMPANYNAME=Contoso Ltd' -ProductCode $code
    if ($asked.Line -notmatch "^C:\\Windows\\System32\\msiexec\.exe /i `"C:\\Packages\\Setup x64\.msi`" /qn /norestart /l\*v `"$log`" ALLUSERS=1 COMPANYNAME=`"Contoso Ltd`"$") { throw "ran $($asked.Line)" }
    Assert-Has @{ ExitCode = 0; Meaning = 'ok'; RestartRequired = $false; Detail = $null } $result
    if ($result.LogPath -notmatch $log) { throw "logged to $($result.LogPath)" }
}
Case 'msp, msu and exe have command lines of their own' {
    Set-Installer 0
    $null = Install-RwPackage -Path C:\x.msp -Kind msp -LogPath C:\l.log -ProductCode KB5 
    Assert-Equal 'C:\Windows\System32\msiexec.exe /p C:\x.msp /qn /norestart /l*v C:\l.log' $asked.Line
    $null = Install-RwPackage -Path C:\x.msu -Kind msu -LogPath C:\l.evtx -ProductCode KB5
    Assert-Equal 'C:\Windows\System32\wusa.exe C:\x.msu /quiet /norestart /log:C:\l.evtx' $asked.Line
    $null = Install-RwPackage -Path C:\x.msu -Kind msu -ProductCode KB5
    Assert-Equal 'C:\Windows\System32\wusa.exe C:\x.msu /quiet /norestart' $asked.Line
    $null = Install-RwPackage -Path C:\x.exe -Kind exe -Arguments '/q', '/log:C:\a b.txt' -ProductCode KB5
    Assert-Equal 'C:\x.exe /q "/log:C:\a b.txt"' $asked.Line
    $null = Install-RwPackage -Path C:\x.exe -Kind exe -ProductCode KB5
    Assert-Equal 'C:\x.exe ' $asked.Line
}
$meanings = @(
    @('msi', 3010, 'reboot', $true), @('msi', 1641, 'reboot', $true), @('msi', 1638, 'already', $false), @('msp', 3010, 'reboot', $true), @('msu', 3010, 'reboot', $true), @('msu', 2359301, 'reboot', $true),
    @('msu', 2359302, 'already', $false), @('exe', 3010, 'reboot', $true)
)
foreach ($row in $meanings) {
    Case "exit code $($row[1]) of an $($row[0]) means $($row[2])" {
        Set-Installer $row[1]
        $streams = Get-Streams { Install-RwPackage -Path C:\x -Kind $row[0] -ProductCode KB5 @args }
        Assert-Has @{ ExitCode = $row[1]; Meaning = $row[2]; RestartRequired = $row[3] } $streams.Output[0]
        Assert-Equal 0 $streams.Errors.Count
    }
}
foreach ($kind in 'msi', 'msp', 'msu', 'exe') {
    Case "another installation under way is an error that one waits out ($kind)" {
        Set-Installer 1618
        $streams = Get-Streams { Install-RwPackage -Path C:\x -Kind $kind -ProductCode KB5 @args }
        Assert-Has @{ Meaning = 'busy'; RestartRequired = $false } $streams.Output[0]
        Assert-Equal 'PackageBusy,Install-RwPackage' $streams.Errors[0].FullyQualifiedErrorId
        Assert-Equal 'ResourceBusy' ([string]$streams.Errors[0].CategoryInfo.Category)
    }
}
Case 'after 1603 the detail is the last failed block of the log' {
    Set-Installer 1603 @('Action start 1:00:00: Early.', 'first', 'Action ended 1:00:01: Early. Return value 3.', 'Action start 3:04:05: InstallFiles.', 'Error 1304. Error writing to file.', 'Action ended 3:04:06: InstallFiles. Return value 3.', 'Property(S): X = 1')
    $streams = Get-Streams { Install-RwPackage -Path C:\x.msi -Kind msi -ProductCode $code @args }
    Assert-Has @{ Meaning = 'failed'; ExitCode = 1603; Detail = "Action start 3:04:05: InstallFiles.`nError 1304. Error writing to file.`nAction ended 3:04:06: InstallFiles. Return value 3." } $streams.Output[0]
    Assert-Equal 'PackageFailed,Install-RwPackage' $streams.Errors[0].FullyQualifiedErrorId
}
Case 'after 1603 without a log, or without such a block, the detail is the code' {
    Set-Installer 1603 @()
    Assert-Equal '0x00000643 It ended with a fatal error.' (Get-Streams { Install-RwPackage -Path C:\x.msi -Kind msi -ProductCode $code @args }).Output[0].Detail
    Set-Installer 1603 @('nothing')
    Assert-Equal '0x00000643 It ended with a fatal error.' (Get-Streams { Install-RwPackage -Path C:\x.msi -Kind msi -ProductCode $code @args }).Output[0].Detail
}
Case 'a long failed block is cut to its end' {
    Set-Installer 1603 (@('Action start 1: X.') + @(1..100 | ForEach-Object { "line $_" }) + @('Return value 3.'))
    $detail = (Get-Streams { Install-RwPackage -Path C:\x.msi -Kind msi -ProductCode $code @args }).Output[0].Detail
    Assert-Equal 30 @($detail -split "`n").Count
    if (-not $detail.EndsWith('Return value 3.')) { throw $detail }
}
Case 'a signed code is shown unsigned, in hexadecimal' {
    Set-Installer -2145124329
    Assert-Has @{ Meaning = 'failed'; ExitCode = -2145124329; Detail = '0x80240017 The update does not apply to this computer.' } (Get-Streams { Install-RwPackage -Path C:\x.msu -Kind msu -ProductCode KB5 @args }).Output[0]
}
Case 'a package that is not there is not run' {
    Set-Installer 0
    Assert-Fails 'PackageNotFound' 'missing.msi' { Install-RwPackage -Path C:\missing.msi -Kind msi -ProductCode $code }
    Assert-Equal 0 $asked.Count
    Install-RwPackage -Path C:\x.msi -Kind msi -ProductCode $code -WhatIf
    Assert-Equal 0 $asked.Count
}
Case 'products and updates are removed; what has only a command line is not' {
    Set-Installer 0
    $null = Uninstall-RwPackage -ProductCode $code -LogPath C:\l.log
    Assert-Equal "C:\Windows\System32\msiexec.exe /x $code /qn /norestart /l*v C:\l.log" $asked.Line
    $null = Uninstall-RwPackage -ProductCode KB5031356
    Assert-Equal 'C:\Windows\System32\wusa.exe /uninstall /kb:5031356 /quiet /norestart' $asked.Line
    Assert-Fails 'PackageNotRemovable' 'Contoso Agent' { Uninstall-RwPackage -ProductCode 'Contoso Agent' }
    Set-Installer 1605
    Assert-Equal 'already' (Uninstall-RwPackage -ProductCode $code).Meaning
    Set-Installer 2359303
    Assert-Equal 'already' (Uninstall-RwPackage -ProductCode KB5031356).Meaning
}
Case 'products are found by code and by whole name, in both registries; updates by number' {
    $uninstall = 'SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall'
    $null = New-Registry @{
        $uninstall                                                            = @{}
        "$uninstall\$code"                                                    = @{ DisplayName = 'MBSA 2.3'; DisplayVersion = '2.3.2211'; Publisher = 'Microsoft Corporation' }
        "$uninstall\Agent"                                                    = @{ DisplayName = 'Agent' }
        'SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall'      = @{}
        'SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall\Old' = @{ DisplayName = 'Old tool' }
    }
    Set-Api 'Runwright.Windows' @{ Query = { param($Class) [pscustomobject]@{ HotFixID = 'KB5031356' } } }
    Assert-Has @{ ProductCode = $code; DisplayName = 'MBSA 2.3'; DisplayVersion = '2.3.2211'; InstallLocation = $null } (Get-RwProduct -ProductCode $code.ToLowerInvariant())
    Assert-Equal 'Old' (Get-RwProduct -DisplayName 'old tool').ProductCode
    Assert-Equal 3 @(Get-RwProduct).Count
    Assert-Equal 0 @(Get-RwProduct -DisplayName 'MBSA*').Count
    Assert-Equal 'KB5031356' (Get-RwProduct -ProductCode kb5031356).DisplayName
    Assert-Equal 0 @(Get-RwProduct -ProductCode KB503135).Count
}

# ---------------------------------------------------------------- registry

$policy = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate'
Case 'a value that is not there is written, read and taken away again' {
    $registry = New-Registry
    Assert-Has @{ Exists = $false; Value = $null; Type = $null } (Get-RwRegistryValue -Path $policy -Name WUServer)
    Set-RwRegistryValue -Path $policy -Name WUServer -Value http://wsus01:8530
    Assert-Has @{ Exists = $true; Value = 'http://wsus01:8530'; Type = 'String' } (Get-RwRegistryValue -Path $policy -Name WUServer)
    Set-RwRegistryValue -Path $policy -Name WUServer -Value $null -Type $null
    Assert-Has @{ Exists = $false } (Get-RwRegistryValue -Path $policy -Name WUServer)
    Assert-Equal 1 $registry.Count
}
Case 'a value gets the kind of what it is, and keeps the one it has' {
    $registry = New-Registry
    foreach ($row in @(1, 'DWord'), @($true, 'DWord'), @(5000000000L, 'QWord'), @('text', 'String')) {
        Set-RwRegistryValue -Path $policy -Name "v$($row[1])$($row[0])" -Value $row[0]
        Assert-Equal $row[1] (Get-RwRegistryValue -Path $policy -Name "v$($row[1])$($row[0])").Type
    }
    Set-RwRegistryValue -Path $policy -Name many -Value @('a', 'b')
    Assert-Has @{ Type = 'MultiString'; Value = @('a', 'b') } (Get-RwRegistryValue -Path $policy -Name many)
    Set-RwRegistryValue -Path $policy -Name folder -Value '%ProgramFiles%\x' -Type ExpandString
    Set-RwRegistryValue -Path $policy -Name folder -Value '%ProgramFiles%\y'
    Assert-Has @{ Type = 'ExpandString'; Value = '%ProgramFiles%\y' } (Get-RwRegistryValue -Path $policy -Name folder)
    Set-RwRegistryValue -Path $policy -Name big -Value 4294967295L -Type DWord
    Assert-Equal ([int]-1) (Get-RwRegistryValue -Path $policy -Name big).Value
    Set-RwRegistryValue -Path $policy -Name empty -Value ''
    Assert-Has @{ Exists = $true; Value = '' } (Get-RwRegistryValue -Path $policy -Name empty)
}
Case 'paths of the registry, and those that are none' {
    $null = New-Registry @{ 'SOFTWARE\X' = @{ n = 'v' } }
    foreach ($path in 'HKLM:\SOFTWARE\X', 'hklm\SOFTWARE\X', 'HKEY_LOCAL_MACHINE\SOFTWARE\X\') { Assert-Equal 'v' (Get-RwRegistryValue -Path $path -Name n).Value }
    foreach ($path in 'C:\x', 'HKLM:', 'SOFTWARE\X', 'HKXX:\x') { Assert-Fails 'RegistryPathInvalid' $path { Get-RwRegistryValue -Path $path -Name n } }
    Set-RwRegistryValue -Path 'HKLM:\SOFTWARE\X' -Name n -Value w -WhatIf
    Assert-Equal 'v' (Get-RwRegistryValue -Path 'HKLM:\SOFTWARE\X' -Name n).Value
}

# ---------------------------------------------------------------- host

Case 'no restart is due, without an update agent and without Configuration Manager' {
    $null = New-Registry
    Assert-Has @{ Pending = $false; Reasons = @(); FileRename = $false } (Get-RwPendingRestart)
}
Case 'every reason for a restart by its name' {
    $null = New-Registry @{
        'SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending'   = @{}
        'SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired' = @{}
        'SOFTWARE\Microsoft\Updates'                                                        = @{ UpdateExeVolatile = 1; Flags = 3 }
        'SYSTEM\CurrentControlSet\Control\Session Manager'                                  = @{ PendingFileRenameOperations = @('\??\C:\x', '') }
    }
    Set-Api 'Runwright.Windows' @{ CallMethod = { [pscustomobject]@{ RebootPending = $true; IsHardRebootPending = $false } } }
    Assert-Has @{ Pending = $true; Reasons = @('ComponentBasedServicing', 'WindowsUpdate', 'UpdateExe', 'ConfigMgr'); FileRename = $true } (Get-RwPendingRestart)
}
Case 'files to be renamed alone are no reason; flags of zero neither' {
    $null = New-Registry @{ 'SYSTEM\CurrentControlSet\Control\Session Manager' = @{ PendingFileRenameOperations = @('\??\C:\x') }; 'SOFTWARE\Microsoft\Updates' = @{ UpdateExeVolatile = 0 } }
    Assert-Has @{ Pending = $false; FileRename = $true } (Get-RwPendingRestart)
    Set-Api 'Runwright.Windows' @{ AgentRestart = { $true } }
    Assert-Has @{ Pending = $true; Reasons = @('WindowsUpdate') } (Get-RwPendingRestart)
}
foreach ($row in @(1, 'Workstation'), @(2, 'DomainController'), @(3, 'Server')) {
    Case "a computer of product type $($row[0]) is a $($row[1])" {
        Set-Api 'Runwright.Windows' @{ Elevated = { $true }; Query = { [pscustomobject]@{ CSName = 'EX01'; Caption = 'Microsoft Windows Server 2019 Standard '; Version = '10.0.17763'; ProductType = [uint32]$row[0] } } }
        Assert-Has @{ ComputerName = 'EX01'; Caption = 'Microsoft Windows Server 2019 Standard'; Version = '10.0.17763'; ProductType = $row[1]; Elevated = $true } (Get-RwHost)
    }
}
Case 'the volume of a path is the deepest that holds it' {
    Set-Api 'Runwright.Windows' @{ Query = { foreach ($one in 'C:\', 'D:\', 'D:\Mount\', '\\?\Volume{1}\') { [pscustomobject]@{ Name = $one; FileSystem = 'NTFS'; FreeSpace = [uint64]$one.Length; Capacity = [uint64]5000000000000 } } } }
    Assert-Has @{ Path = 'd:\wsus'; FileSystem = 'NTFS'; FreeBytes = 3L; SizeBytes = 5000000000000L } (Get-RwVolume -Path 'd:\wsus')
    Assert-Equal 9L (Get-RwVolume -Path 'D:\Mount').FreeBytes
    Assert-Equal 3L (Get-RwVolume -Path 'D:\Mountain').FreeBytes
    Assert-Fails 'VolumeNotFound' '\\srv\share' { Get-RwVolume -Path '\\srv\share' }
}
Case 'a web address answers with any status, and says why it does not' {
    Set-Api 'Runwright.Windows' @{ Web = { param($Uri) if ($Uri -eq 'http://sus01/SUSAdmin') { 401 } else { throw [Net.WebException]::new('nobody there') } } }
    Assert-Has @{ Uri = 'http://sus01/SUSAdmin'; Answers = $true; StatusCode = 401; Problem = $null } (Get-RwWebAddress -Uri 'http://sus01/SUSAdmin')
    Assert-Has @{ Answers = $false; StatusCode = $null; Problem = 'nobody there' } (Get-RwWebAddress -Uri 'http://sus02/')
}
Case 'a file shows version, hash and signature; one that is not there nothing' {
    Set-Api 'Runwright.Windows' @{
        File      = { param($Path) if ($Path -eq 'C:\x.exe') { [pscustomobject]@{ Length = 12L } } }
        Version   = { [pscustomobject]@{ FileVersion = '15.2.1118 (x)'; FileMajorPart = 15; FileMinorPart = 2; FileBuildPart = 1118; FilePrivatePart = 40 } }
        Hash      = { 'ABCDEF' }
        Signature = { [pscustomobject]@{ Status = 'NotSigned'; SignerCertificate = $null } }
    }
    Assert-Has @{ Exists = $true; Version = '15.2.1118.40'; Sha256 = 'abcdef'; SignatureStatus = 'NotSigned'; Signer = $null; SizeBytes = 12L } (Get-RwFile -Path C:\x.exe)
    Assert-Has @{ Exists = $false; Version = $null; Sha256 = $null; SizeBytes = $null } (Get-RwFile -Path C:\y.exe)
}

# ---------------------------------------------------------------- transfers

function New-Jobs {
    $jobs = [Collections.ArrayList]@()
    Set-Api 'Runwright.Windows' @{
        Transfers = { foreach ($job in @($jobs)) { $job } }.GetNewClosure()
        Transfer  = { param($Source, $Destination, $DisplayName) $job = [pscustomobject]@{ JobId = [guid]::NewGuid(); DisplayName = $DisplayName; JobState = [BitsState]::Queued; BytesTransferred = [uint64]0; BytesTotal = [uint64]::MaxValue; ErrorDescription = $null }; [void]$jobs.Add($job); $job }.GetNewClosure()
        Complete  = { param($Job) $jobs.Remove($Job) }.GetNewClosure()
        Cancel    = { param($Job) $jobs.Remove($Job) }.GetNewClosure()
    }
    , $jobs
}
Case 'a transfer walks from queued to complete' {
    $jobs = New-Jobs
    $started = Start-RwTransfer -Source https://x.example/a.cab -Destination C:\a.cab -DisplayName 'Run [1]'
    Assert-Has @{ State = 'Queued'; BytesTotal = $null; BytesTransferred = 0L; ErrorText = $null } $started
    Assert-Fails 'TransferExists' 'Run [1]' { Start-RwTransfer -Source x -Destination y -DisplayName 'Run [1]' }
    Assert-Fails 'TransferNotDone' 'Queued' { Complete-RwTransfer -JobId $started.JobId }
    $jobs[0].JobState = 'TransientError'; $jobs[0].ErrorDescription = 'no network'
    Assert-Has @{ State = 'TransientError'; ErrorText = 'no network' } (Get-RwTransfer -JobId $started.JobId)
    $jobs[0].JobState = 'Transferred'; $jobs[0].BytesTotal = [uint64]5000000000
    Assert-Equal 5000000000L (Get-RwTransfer -DisplayName 'Run [1]').BytesTotal
    Complete-RwTransfer -JobId $started.JobId
    Assert-Equal 0 @(Get-RwTransfer -JobId $started.JobId).Count
    Assert-Fails 'TransferNotFound' $started.JobId { Complete-RwTransfer -JobId $started.JobId }
}
Case 'a transfer is cancelled by its name, and never all of them' {
    $jobs = New-Jobs
    foreach ($name in 'one', 'two') { $null = Start-RwTransfer -Source s -Destination d -DisplayName $name }
    Assert-Fails 'TransferNotNamed' 'JobId' { Remove-RwTransfer }
    Remove-RwTransfer -DisplayName one -WhatIf
    Assert-Equal 2 $jobs.Count
    Remove-RwTransfer -DisplayName one
    Assert-Equal @('two') @((Get-RwTransfer).DisplayName)
    Assert-Fails 'TransferNotFound' 'o*' { Remove-RwTransfer -DisplayName 'o*' }
}

# ---------------------------------------------------------------- another computer

function Set-Remote([scriptblock]$Call) {
    $steps = [Collections.ArrayList]@()
    & (Get-Module Runwright.Windows) {
        param($steps, $call)
        $script:Remote.Open = { param($Computer) [void]$steps.Add("open $Computer"); 'session' }.GetNewClosure()
        $script:Remote.Load = { param($Session, $File) [void]$steps.Add([IO.Path]::GetFileName($File)) }.GetNewClosure()
        $script:Remote.Call = $call
        $script:Remote.Close = { param($Session) [void]$steps.Add('close') }.GetNewClosure()
    } $steps $Call
    , $steps
}
Case 'on another computer the same files run, with the values as arguments, and what remoting adds is gone' {
    $calls = @{}
    $steps = Set-Remote { param($Session, $Function, $Parameters) $calls.Name = $Function; $calls.With = $Parameters; $object = [pscustomobject]@{ Path = 'D:\x'; Names = [Collections.ArrayList]@('a'); PSComputerName = 'EX02'; RunspaceId = [guid]::Empty; PSShowComputerName = $true }; $object.PSObject.TypeNames.Insert(0, 'Deserialized.Runwright.Volume'); $object }.GetNewClosure()
    $volume = Get-RwVolume -Path 'D:\x; Remove-Item' -ComputerName EX02
    Assert-Equal @('open EX02', 'Errors.ps1', 'Programs.ps1', 'Files.ps1', 'System.ps1', 'Host.ps1', 'Package.ps1', 'Registry.ps1', 'Transfer.ps1', 'close') $steps
    Assert-Equal 'Get-RwVolume' $calls.Name
    Assert-Equal @{ Path = 'D:\x; Remove-Item' } $calls.With
    Assert-Equal @('Path', 'Names') @($volume.PSObject.Properties.Name)
    Assert-Equal 'Runwright.Volume' $volume.PSObject.TypeNames[0]
    Assert-Equal @('a') $volume.Names
}
Case 'a call on another computer that fails closes its session' {
    $steps = Set-Remote { throw [InvalidOperationException]::new('gone') }
    Assert-Fails 'gone' 'gone' { Get-RwHost -ComputerName EX02 }
    Assert-Equal 'close' $steps[-1]
}
Case 'WhatIf opens no session; this computer needs none' {
    $steps = Set-Remote { throw 'must not be called' }
    Set-RwRegistryValue -Path 'HKLM:\SOFTWARE\X' -Name n -Value w -ComputerName EX02 -WhatIf
    $null = New-Registry
    foreach ($name in '.', 'localhost', [Environment]::MachineName) { $null = Get-RwPendingRestart -ComputerName $name }
    Assert-Equal 0 $steps.Count
}
