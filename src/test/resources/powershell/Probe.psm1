# Commands for the tests of the bridge on a real PowerShell.
function Get-ProbeEcho { param($Value) , $Value }
function Get-ProbeParse { param([string]$Path) $t = $null; $e = $null; [void][Management.Automation.Language.Parser]::ParseFile($Path, [ref]$t, [ref]$e); foreach ($x in $e) { $x.Message } }
function Get-ProbePid { $PID }
function Get-ProbeType { param($Value) if ($null -eq $Value) { 'null' } else { $Value.GetType().FullName } }
function Get-ProbeText { param([string]$Value) $Value; $Value.Length }
function Get-ProbeSecret { param([securestring]$Hidden, [string]$Plain, [pscredential]$Login) $Hidden.Length; $Hidden; $Plain.Length; $Login.UserName; $Login.GetNetworkCredential().Password.Length }
function Get-ProbeStreams {
    [CmdletBinding()] param()
    'one'; Write-Host 'host 1'; Write-Warning 'warn 2'; Write-Verbose 'verbose 3' -Verbose; Write-Debug 'debug 4' -Debug; Write-Information 'info 5'
    Write-Error 'error 6'; Write-Progress -Activity 'act' -Status 'st' -PercentComplete 40; Write-Host 'host 7'; 'two'
}
function Get-ProbeNative { sh -c 'echo out; echo oops >&2; exit 3'; 'after' }
function Get-ProbeStdin { sh -c 'cat; echo end' }
function Get-ProbeConsole { [Console]::Out.Write('straight to the console'); 'ok' }
function Wait-Probe { Write-Information 'started'; Start-Sleep -Seconds 120 }
function Wait-ProbeHard { Write-Information 'started'; [Threading.Thread]::Sleep(120000) }
function Wait-ProbeTree { sh -c 'sleep 300 & echo $!; wait' | ForEach-Object { Write-Information $_ } }
function Get-ProbeThrow { 'before'; throw 'boom' }
function Get-ProbeError { Write-Error -Message 'bad' -ErrorId 'E1' -Category ObjectNotFound -TargetObject 'tgt'; 'after' }
function Get-ProbeDivision { 'before'; $zero = 0; 1 / $zero; 'after' }
function Get-ProbeStrict { [CmdletBinding()] param([int]$Number) $Number }
function Get-ProbeExit { param([int]$Code) 'before'; exit $Code; 'after' }
function Get-ProbeBreak { 'before'; break; 'after' }
function Get-ProbeMandatory { param([Parameter(Mandatory)]$Need) $Need }
function Get-ProbePrompt { param([string]$Kind) switch ($Kind) { 'host' { Read-Host 'name' } 'credential' { Get-Credential -Message m -UserName u } 'choice' { $Host.UI.PromptForChoice('c', 'm', [Management.Automation.Host.ChoiceDescription[]]@('&Yes', '&No'), 0) } } }
function Remove-ProbeThing { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param() if ($PSCmdlet.ShouldProcess('thing')) { 'removed' } }
function Get-ProbeMany { param([int]$Count) 1..$Count }
function Get-ProbeObjects { param([int]$Count, [int]$Width) foreach ($i in 1..$Count) { $o = [ordered]@{}; foreach ($j in 1..$Width) { $o["P$j"] = "value $i $j" }; [pscustomobject]$o } }
function Get-ProbeValues {
    [pscustomobject]@{
        Null = $null; Flag = $true; Int = 5; Big = [uint64]::MaxValue; Real = 1.5; Decimal = [decimal]1.10; Span = [timespan]::FromHours(-6)
        Utc = [datetime]::SpecifyKind([datetime]'2026-01-02T03:04:05', 'Utc'); Local = [datetime]::SpecifyKind([datetime]'2026-01-02T03:04:05', 'Unspecified')
        Id = [guid]'11111111-2222-3333-4444-555555555555'; Bytes = [byte[]](1, 2, 255); Day = [DayOfWeek]::Friday; Version = [version]'1.2.3'
        Empty = @(); One = @(1); Map = @{ k = @{ n = 1 } }; DBNull = [DBNull]::Value; Letter = [char]'c'; Switch = [switch]$true
    }
}
function Get-ProbeTrouble {
    $o = [pscustomobject]@{ A = 1 }
    $o | Add-Member -MemberType ScriptProperty -Name Bad -Value { throw 'no' }
    $o | Add-Member -MemberType NoteProperty -Name Self -Value $o
    $o
}
function Get-ProbeHanging { $o = [pscustomobject]@{ A = 1 }; $o | Add-Member -MemberType ScriptProperty -Name Slow -Value { Start-Sleep -Seconds 120 }; Write-Information 'started'; $o }
function Set-ProbeMess { $global:ProbeLeft = 1; $global:ErrorActionPreference = 'Stop'; $env:PROBE_LEFT = '1'; Set-Location /; $null = Register-EngineEvent -SourceIdentifier Probe -Action { 1 }; 'made' }
function Get-ProbeMess { "$(Test-Path variable:ProbeLeft)|$global:ErrorActionPreference|$env:PROBE_LEFT|$($env:RW_NONCE)|$(@(Get-EventSubscriber).Count)|$($PWD.Path -eq '/')" }
function Connect-Probe { param([string]$Name, [securestring]$Password) if ($Name -eq 'nobody') { throw "no such account, password $([Management.Automation.PSCredential]::new('u', $Password).GetNetworkCredential().Password)" }; $global:ProbeConnected = $Name }
function Get-ProbeConnected { $global:ProbeConnected }
function Disconnect-Probe { }
