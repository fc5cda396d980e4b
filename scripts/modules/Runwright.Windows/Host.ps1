# What a computer is, its volumes, its files, and whether it waits for a restart.

function Get-RwHost {
    <#
    .SYNOPSIS
    Shows which Windows a computer runs.
    .DESCRIPTION
    Elevated: whether the functions run with an administrator's rights there.
    .PARAMETER ComputerName
    The computer, reached over PowerShell remoting; without it this one.
    .OUTPUTS
    Runwright.Host
    .EXAMPLE
    Get-RwHost
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.Host')]
    param(
        [string]$ComputerName
    )
    Use-RwComputer $PSCmdlet $PSBoundParameters {
        $system = & $script:Api.Query 'Win32_OperatingSystem'
        [pscustomobject]@{
            PSTypeName   = 'Runwright.Host'
            ComputerName = [string]$system.CSName
            Caption      = ([string]$system.Caption).Trim()
            Version      = [string]$system.Version
            ProductType  = @{ 1 = 'Workstation'; 2 = 'DomainController'; 3 = 'Server' }[[int]$system.ProductType]
            Elevated     = [bool](& $script:Api.Elevated)
        }
    }
}

function Get-RwVolume {
    <#
    .SYNOPSIS
    Shows the volume that a path is on.
    .DESCRIPTION
    Volumes that are mounted in folders are found too. The path itself need not exist. The error VolumeNotFound is given if no volume of the
    computer has it, as for a share of another one.
    .PARAMETER Path
    An absolute path.
    .PARAMETER ComputerName
    The computer, reached over PowerShell remoting; without it this one.
    .OUTPUTS
    Runwright.Volume
    .EXAMPLE
    Get-RwVolume -Path D:\WSUS
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.Volume')]
    param(
        [Parameter(Mandatory)] [string]$Path,
        [string]$ComputerName
    )
    Use-RwComputer $PSCmdlet $PSBoundParameters {
        $wanted = $Path.Replace('/', '\').TrimEnd('\') + '\'
        $best = $null
        foreach ($volume in & $script:Api.Query 'Win32_Volume') {
            $root = [string]$volume.Name
            if ($root -ne '' -and $wanted.StartsWith($root, [StringComparison]::OrdinalIgnoreCase) -and ($null -eq $best -or $root.Length -gt ([string]$best.Name).Length)) { $best = $volume }
        }
        if ($null -eq $best) { Stop-RwFunction "No volume of this computer has the path $Path." 'VolumeNotFound' ObjectNotFound $Path }
        [pscustomobject]@{ PSTypeName = 'Runwright.Volume'; Path = $Path; FileSystem = [string]$best.FileSystem; FreeBytes = [long]$best.FreeSpace; SizeBytes = [long]$best.Capacity }
    }
}

function Get-RwPendingRestart {
    <#
    .SYNOPSIS
    Shows whether a computer waits for a restart, and why.
    .DESCRIPTION
    FileRename alone (files to be replaced at the next start) is common and no reason; it is shown as a warning only.
    .PARAMETER ComputerName
    The computer, reached over PowerShell remoting; without it this one.
    .OUTPUTS
    Runwright.PendingRestart
    .EXAMPLE
    Get-RwPendingRestart
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.PendingRestart')]
    param(
        [string]$ComputerName
    )
    Use-RwComputer $PSCmdlet $PSBoundParameters {
        $current = 'SOFTWARE\Microsoft\Windows\CurrentVersion'
        $reasons = @()
        if ((Get-RwKeyValue 'LocalMachine' "$current\Component Based Servicing\RebootPending" '').KeyExists) { $reasons += 'ComponentBasedServicing' }
        $agent = try { & $script:Api.AgentRestart } catch { $false }          # there is no agent on some computers
        if ($agent -or (Get-RwKeyValue 'LocalMachine' "$current\WindowsUpdate\Auto Update\RebootRequired" '').KeyExists) { $reasons += 'WindowsUpdate' }
        foreach ($name in 'UpdateExeVolatile', 'Flags') {
            if ($reasons -notcontains 'UpdateExe' -and (Get-RwKeyValue 'LocalMachine' 'SOFTWARE\Microsoft\Updates' $name).Value) { $reasons += 'UpdateExe' }
        }
        $client = try { & $script:Api.CallMethod 'CCM_ClientUtilities' 'root\ccm\clientSDK' 'DetermineIfRebootPending' } catch { $null }     # only where Configuration Manager is
        if ($null -ne $client -and ($client.RebootPending -or $client.IsHardRebootPending)) { $reasons += 'ConfigMgr' }
        $renames = @((Get-RwKeyValue 'LocalMachine' 'SYSTEM\CurrentControlSet\Control\Session Manager' 'PendingFileRenameOperations').Value | Where-Object { $_ })
        [pscustomobject]@{ PSTypeName = 'Runwright.PendingRestart'; Pending = $reasons.Count -gt 0; Reasons = @($reasons); FileRename = $renames.Count -gt 0 }
    }
}

function Get-RwFile {
    <#
    .SYNOPSIS
    Shows a file's version, hash and signature.
    .DESCRIPTION
    Sha256 is in lower case. Signer is the organisation in the signer's certificate. Of a file that is not there all but Path and Exists is
    null.
    .PARAMETER Path
    The file.
    .PARAMETER ComputerName
    The computer, reached over PowerShell remoting; without it this one.
    .OUTPUTS
    Runwright.File
    .EXAMPLE
    Get-RwFile -Path C:\Packages\x.msu
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.File')]
    param(
        [Parameter(Mandatory)] [string]$Path,
        [string]$ComputerName
    )
    Use-RwComputer $PSCmdlet $PSBoundParameters {
        $file = & $script:Api.File $Path
        $shown = [ordered]@{ PSTypeName = 'Runwright.File'; Path = $Path; Exists = $null -ne $file; Version = $null; Sha256 = $null; SignatureStatus = $null; Signer = $null; SizeBytes = $null }
        if ($null -ne $file) {
            $version = & $script:Api.Version $Path
            $signature = & $script:Api.Signature $Path
            if ($version.FileVersion) { $shown.Version = '{0}.{1}.{2}.{3}' -f $version.FileMajorPart, $version.FileMinorPart, $version.FileBuildPart, $version.FilePrivatePart }
            $shown.Sha256 = ([string](& $script:Api.Hash $Path)).ToLowerInvariant()
            $shown.SignatureStatus = [string]$signature.Status
            $shown.Signer = Get-RwSigner $signature.SignerCertificate
            $shown.SizeBytes = [long]$file.Length
        }
        [pscustomobject]$shown
    }
}

function Get-RwWebAddress {
    <#
    .SYNOPSIS
    Asks a web address whether it answers.
    .DESCRIPTION
    One GET without signing in, which follows no redirect. Any status is an answer; without one StatusCode is null and Problem says why.
    .PARAMETER Uri
    The address (http://wsus01:8530/ClientWebService/client.asmx).
    .OUTPUTS
    Runwright.WebAddress
    .EXAMPLE
    Get-RwWebAddress -Uri http://sus01/SUSAdmin
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.WebAddress')]
    param(
        [Parameter(Mandatory)] [string]$Uri
    )
    Use-RwComputer $PSCmdlet $PSBoundParameters {
        $status = $null
        $problem = $null
        try { $status = & $script:Api.Web $Uri } catch { $problem = (Get-RwCause $_.Exception).Message }
        [pscustomobject]@{ PSTypeName = 'Runwright.WebAddress'; Uri = $Uri; Answers = $null -ne $status; StatusCode = $status; Problem = $problem }
    }
}
