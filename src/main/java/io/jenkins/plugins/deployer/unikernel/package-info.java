/**
 * MirageOS unikernels: taken out of the images that they are built in, and looked at before a host is touched. Facts
 * about their files are Solo5's (include/elf_abi.h, include/mft_abi.h and tenders/common/elf.c of version 0.12.1).
 */
package io.jenkins.plugins.deployer.unikernel;
